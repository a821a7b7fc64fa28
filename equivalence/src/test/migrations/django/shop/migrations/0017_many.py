from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0016_tags')]
    operations = [migrations.AddField('Order', 'products', models.ManyToManyField('shop.Product'))]
