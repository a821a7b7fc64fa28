from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0005_fill')]
    operations = [migrations.RenameField('User', 'joined', 'created_at')]
