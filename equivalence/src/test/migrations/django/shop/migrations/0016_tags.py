from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0015_choose')]
    operations = [migrations.AddField('Product', 'weight', models.FloatField(default=1.5)), migrations.RemoveField('Product', 'details')]
