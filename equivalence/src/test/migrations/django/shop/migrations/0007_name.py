from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0006_rename')]
    operations = [migrations.AlterField('User', 'name', models.CharField(max_length=80))]
