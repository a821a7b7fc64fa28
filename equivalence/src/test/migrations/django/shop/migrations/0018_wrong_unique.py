from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0017_many')]
    operations = [migrations.AlterUniqueTogether('Order', {('user',)})]
