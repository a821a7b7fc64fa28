from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0008_email')]
    operations = [migrations.AddIndex('Order', models.Index(fields=['user', 'placed'], name='orders_by_user'))]
