from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0003_logins')]
    operations = [migrations.CreateModel('Address', [('id', models.AutoField(primary_key=True)), ('user', models.ForeignKey('shop.User', on_delete=models.CASCADE)), ('city', models.CharField(max_length=50, db_index=True))])]
