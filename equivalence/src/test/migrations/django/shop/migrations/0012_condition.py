from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0011_unique')]
    operations = [migrations.AddConstraint('Order', models.UniqueConstraint(fields=['user', 'placed'], condition=models.Q(total__gt=100), name='one_a_day'))]
