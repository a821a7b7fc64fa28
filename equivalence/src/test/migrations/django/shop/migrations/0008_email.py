from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0007_name')]
    operations = [migrations.AlterField('User', 'email', models.CharField(max_length=120, unique=True))]
