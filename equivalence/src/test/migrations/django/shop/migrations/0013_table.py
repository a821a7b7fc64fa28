from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0012_condition')]
    operations = [migrations.AlterModelTable('Product', 'articles')]
