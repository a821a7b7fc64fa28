from django.db import migrations


def fill(apps, editor):
    User, Address = apps.get_model('shop', 'User'), apps.get_model('shop', 'Address')
    Address.objects.bulk_create(Address(user=u, city='city of ' + u.name) for u in User.objects.filter(id__lt=6).order_by('id'))
    for user in User.objects.filter(email=None).order_by('id'):
        user.email = 'user%d@nowhere.example' % user.id
        user.save()


class Migration(migrations.Migration):
    dependencies = [('shop', '0004_address')]
    operations = [migrations.RunPython(fill)]
