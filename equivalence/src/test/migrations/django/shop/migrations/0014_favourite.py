from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0013_table')]
    operations = [migrations.AddField('User', 'favourite', models.ForeignKey('shop.Product', null=True, on_delete=models.SET_NULL))]
