from django.db import migrations


def choose(apps, editor):
    User, Product = apps.get_model('shop', 'User'), apps.get_model('shop', 'Product')
    User.objects.filter(id__gt=10).update(favourite_id=3)
    Product.objects.filter(price__lt=5).delete()


class Migration(migrations.Migration):
    dependencies = [('shop', '0014_favourite')]
    operations = [migrations.RunSQL('DELETE FROM reviews'), migrations.RunSQL('DELETE FROM order_lines'),
                  migrations.RunSQL('DELETE FROM stock.levels'), migrations.RunPython(choose)]
