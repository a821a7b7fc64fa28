from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('shop', '0018_wrong_unique')]
    operations = [migrations.RunSQL('ALTER TABLE users ALTER COLUMN phone SET NOT NULL')]
