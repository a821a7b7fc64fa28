from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0010_check')]
    operations = [migrations.AddConstraint('User', models.UniqueConstraint(fields=['name'], name='one_name'))]
