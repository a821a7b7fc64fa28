from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0019_wrong_null')]
    operations = [migrations.AddConstraint('Product', models.CheckConstraint(check=models.Q(price__lt=20), name='cheap'))]
