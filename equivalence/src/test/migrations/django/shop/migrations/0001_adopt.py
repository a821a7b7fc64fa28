from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.RunSQL('DROP VIEW active_users; DROP VIEW order_totals'),
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel('User', [
                ('id', models.AutoField(primary_key=True)), ('name', models.TextField()),
                ('email', models.TextField(unique=True, null=True)), ('active', models.BooleanField(default=True)),
                ('joined', models.DateTimeField())], options={'db_table': 'users'}),
            migrations.CreateModel('Product', [
                ('id', models.AutoField(primary_key=True)), ('sku', models.CharField(max_length=20, unique=True)),
                ('name', models.TextField()), ('price', models.DecimalField(max_digits=10, decimal_places=2)),
                ('details', models.JSONField(null=True))], options={'db_table': 'products'}),
            migrations.CreateModel('Order', [
                ('id', models.BigAutoField(primary_key=True)),
                ('user', models.ForeignKey('shop.User', on_delete=models.DO_NOTHING)), ('placed', models.DateField()),
                ('total', models.DecimalField(max_digits=12, decimal_places=2, null=True))], options={'db_table': 'orders'}),
        ])]
