from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0009_index')]
    operations = [migrations.AddConstraint('Order', models.CheckConstraint(check=models.Q(total__gte=0), name='total_positive'))]
