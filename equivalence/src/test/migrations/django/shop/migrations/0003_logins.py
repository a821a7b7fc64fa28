from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0002_phone')]
    operations = [migrations.AddField('User', 'logins', models.IntegerField(default=0))]
