from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0001_adopt')]
    operations = [migrations.AddField('User', 'phone', models.CharField(max_length=20, null=True))]
