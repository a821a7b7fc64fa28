# python3 django_flow.py URL: what applications do through Django's ORM, with each statement that it sends.
import datetime
import decimal
import os
import re
import sys
import threading
import urllib.parse

import django
import psycopg2.extensions
from django.apps import AppConfig
from django.conf import settings



class Store(AppConfig):
    """The models of this file."""

    label = 'store'
    path = os.path.dirname(os.path.abspath(__file__))


url = urllib.parse.urlparse(sys.argv[1])
settings.configure(
    INSTALLED_APPS=['django.contrib.postgres', Store('store', sys.modules[__name__])],
    USE_TZ=True,
    TIME_ZONE='UTC',
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    DATABASES={'default': {
        'ENGINE': 'django.db.backends.postgresql', 'HOST': url.hostname, 'PORT': url.port, 'NAME': url.path[1:],
        'USER': url.username, 'PASSWORD': url.password}})
django.setup()

from django.contrib.postgres.aggregates import ArrayAgg, JSONBAgg, StringAgg  # noqa: E402
from django.contrib.postgres.fields import ArrayField  # noqa: E402
from django.db import Error, connection, models, transaction  # noqa: E402
from django.db.models import Avg, Case, Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, Subquery, Sum, Value, When, Window  # noqa: E402
from django.db.models.functions import Coalesce, Concat, ExtractYear, Lag, Lower, Rank, RowNumber, TruncMonth  # noqa: E402


class Enum(models.TextField):
    """An enum of production's: its values are sent without a type."""

    def __init__(self, kind, **options):
        self.kind = kind
        super().__init__(**options)

    def deconstruct(self):
        name, path, arguments, options = super().deconstruct()
        return name, path, [self.kind, *arguments], options

    def db_type(self, connection):
        return self.kind


class Table(models.Model):
    class Meta:
        abstract = True
        app_label = 'store'

    def __str__(self):
        values = ((field.attname, getattr(self, field.attname)) for field in self._meta.concrete_fields)
        return type(self).__name__ + ' ' + ' '.join(f'{name}={plain(value)}' for name, value in values)


class Customer(Table):
    email = models.CharField(max_length=120, unique=True, null=True)
    name = models.CharField(max_length=80)
    level = Enum('customer_level', default='basic')
    street = models.CharField(max_length=80, null=True)
    city = models.CharField(max_length=60, null=True)
    settings = models.JSONField(default=dict)
    tags = ArrayField(models.TextField(), default=list)
    active = models.BooleanField(default=True)
    born = models.DateField(null=True)
    orders_count = models.IntegerField(default=0)
    lock_version = models.IntegerField(default=0)
    created_at = models.DateTimeField(default=datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc))

    class Meta(Table.Meta):
        abstract = False
        db_table = 'customers'


class Profile(Table):
    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True)
    bio = models.TextField(null=True)
    picture = models.BinaryField(null=True)

    class Meta(Table.Meta):
        db_table = 'profiles'


class Category(Table):
    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    parent = models.ForeignKey('self', models.PROTECT, null=True, related_name='children')

    class Meta(Table.Meta):
        db_table = 'categories'


class Label(Table):
    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=40, unique=True)

    class Meta(Table.Meta):
        db_table = 'labels'


class Product(Table):
    sku = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    category = models.ForeignKey(Category, models.SET_NULL, null=True, related_name='products')
    details = models.JSONField(null=True)
    version = models.IntegerField(default=0)
    labels = models.ManyToManyField(Label, db_table='product_labels', related_name='products')

    class Meta(Table.Meta):
        db_table = 'products'


class Order(Table):
    customer = models.ForeignKey(Customer, models.CASCADE, related_name='orders')
    state = Enum('order_state', default='new')
    placed = models.DateTimeField(default=datetime.datetime(2025, 6, 1, tzinfo=datetime.timezone.utc))
    note = models.TextField(null=True)
    lock_version = models.IntegerField(default=0)

    class Meta(Table.Meta):
        db_table = 'orders'
        get_latest_by = 'placed'


class Line(Table):
    order = models.ForeignKey(Order, models.CASCADE, related_name='lines')
    line_no = models.IntegerField()
    product = models.ForeignKey(Product, models.PROTECT, related_name='lines')
    quantity = models.IntegerField(default=1)
    price = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta(Table.Meta):
        db_table = 'order_lines'


class Document(Table):
    title = models.CharField(max_length=80)
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True)

    class Meta(Table.Meta):
        db_table = 'documents'


class Invoice(Document):
    document_ptr = models.OneToOneField(Document, models.CASCADE, parent_link=True, primary_key=True, db_column='id')
    number = models.CharField(max_length=20, unique=True)
    due = models.DateField()

    class Meta(Table.Meta):
        db_table = 'invoices'


class Job(Table):
    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default='ready')
    attempts = models.IntegerField(default=0)

    class Meta(Table.Meta):
        db_table = 'jobs'


class CustomerTotal(Table):
    name = models.CharField(max_length=80)
    orders = models.IntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta(Table.Meta):
        db_table = 'customer_totals'
        managed = False


class Payment(Table):
    type = models.CharField(max_length=20)
    order = models.ForeignKey(Order, models.CASCADE, related_name='payments')
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta(Table.Meta):
        db_table = 'payments'


FIELDS = ('sqlstate', 'message_detail', 'message_hint', 'statement_position', 'schema_name', 'table_name', 'column_name',
          'constraint_name', 'context')


def plain(value):
    if isinstance(value, (memoryview, psycopg2.extensions.Binary)):
        return bytes(getattr(value, 'adapted', value))
    return value.isoformat() if isinstance(value, (datetime.datetime, datetime.date)) else value


def show(value):
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, dict):
        return ' '.join(f'{key}={show(each)}' for key, each in value.items())
    if isinstance(value, tuple):
        return ', '.join(show(each) for each in value)
    if isinstance(value, (list, models.QuerySet, map, filter)) or hasattr(value, '__next__'):
        return ''.join('\n  ' + show(each) for each in value)
    return repr(plain(value))


def said(execute, sql, params, many, context):
    print('sql:', re.sub(r'"s\d+_x', '"s_x', sql), [plain(each) for each in params] if params else '', flush=True)
    return execute(sql, params, many, context)


def attempt(what, work):
    try:
        print(f'{what}: {show(work())}', flush=True)
    except Exception as error:
        diagnosis = getattr(getattr(error, '__cause__', None), 'diag', None)
        fields = {field: value for field in FIELDS if (value := getattr(diagnosis, field, None))}
        print(f'{what} failed: {type(error).__name__} {error} {fields}', flush=True)


def in_another_session(work):
    def run():
        with connection.execute_wrapper(said):
            work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def read():
    customers, orders, products = Customer.objects, Order.objects, Product.objects
    attempt('get', lambda: customers.get(pk=3))
    attempt('none', lambda: customers.get(pk=777))
    attempt('many', lambda: customers.get(city='Bern'))
    attempt('filter', lambda: customers.filter(active=True, level__in=['gold', 'silver']).exclude(city=None).order_by('id')[:5])
    attempt('q', lambda: customers.filter(Q(id__lte=3) | Q(name__istartswith='customer 2') & ~Q(born=None)).order_by('-id'))
    attempt('lookups', lambda: [customers.filter(**{key: value}).count() for key, value in (
        ('name__contains', '1'), ('name__iregex', r'r 2\d$'), ('born__year', 1975), ('created_at__date', datetime.date(2024, 1, 9)),
        ('created_at__month__gte', 1), ('settings__theme', 'dark'), ('settings__limits__day__gt', 150), ('settings__has_key', 'theme'),
        ('tags__contains', ['vip']), ('tags__overlap', ['vip', 'old']), ('tags__len', 2), ('tags__0', 'old'),
        ('email__iexact', 'CUSTOMER3@example.com'), ('id__range', (4, 9)), ('orders__lines__product__category__name', 'saws'))])
    attempt('select related', lambda: [(line.order.customer.name, line.product.name, line.product.category and line.product.category.name)
                                       for line in Line.objects.select_related('order__customer', 'product__category').filter(order__id__lt=5).order_by('id')])
    attempt('prefetch', lambda: [(customer.name, [(order.id, [line.product.name for line in order.lines.all()]) for order in customer.orders.all()])
                                 for customer in customers.prefetch_related(Prefetch('orders', orders.order_by('id')), Prefetch('orders__lines', Line.objects.order_by('id')), 'orders__lines__product').filter(id__lt=4).order_by('id')])
    attempt('many to many', lambda: [(product.id, [label.name for label in product.labels.all()])
                                     for product in products.prefetch_related(Prefetch('labels', Label.objects.order_by('name'))).filter(id__lt=6).order_by('id')])
    attempt('labelled', lambda: products.filter(labels__name='sale').order_by('id').values_list('id', flat=True))
    attempt('aggregate', lambda: products.aggregate(Sum('price'), Avg('price'), Min('name'), n=Count('category', distinct=True)))
    attempt('annotate', lambda: customers.annotate(n=Count('orders', filter=Q(orders__state='paid'))).filter(n__gt=0).order_by('id').values('id', 'n'))
    attempt('whole group', lambda: [(customer.name, customer.n, customer.settings) for customer in customers.annotate(n=Count('orders')).order_by('-n', 'id')[:4]])
    attempt('group', lambda: orders.values('state').annotate(n=Count('*'), last=Max('placed')).order_by('state'))
    attempt('months', lambda: orders.annotate(month=TruncMonth('placed')).values('month').annotate(n=Count('id')).order_by('month'))
    attempt('collected', lambda: customers.filter(id__lt=4).aggregate(names=ArrayAgg('name', ordering='id'), line=StringAgg('name', '; ', ordering='-id'), levels=JSONBAgg('level', ordering='id')))
    attempt('exists', lambda: customers.filter(Exists(orders.filter(customer=OuterRef('pk'), state='shipped'))).order_by('id').values_list('id', flat=True))
    attempt('not exists', lambda: customers.filter(~Exists(Profile.objects.filter(customer=OuterRef('pk')))).order_by('id').values_list('id', flat=True))
    attempt('subquery', lambda: customers.annotate(latest=Subquery(orders.filter(customer=OuterRef('pk')).order_by('-placed').values('id')[:1])).order_by('id').values_list('id', 'latest')[:6])
    attempt('in', lambda: products.filter(category__in=Category.objects.filter(parent__name='all')).order_by('id').values_list('id', flat=True))
    attempt('window', lambda: products.annotate(place=Window(Rank(), partition_by='category', order_by=F('price').desc()), row=Window(RowNumber(), order_by=F('id').asc()), before=Window(Lag('price'), order_by=F('id').asc())).order_by('id').values_list('id', 'place', 'row', 'before')[:9])
    attempt('case', lambda: customers.annotate(age=Case(When(born=None, then=Value('unknown')), When(born__year__lt=1980, then=Value('old')), default=Value('young'), output_field=models.TextField())).values('age').annotate(n=Count('id')).order_by('age'))
    attempt('functions', lambda: customers.annotate(place=Coalesce('city', Value('?')), who=Lower(Concat('name', Value('/'), 'email')), year=ExtractYear('born')).order_by('id').values_list('place', 'who', 'year')[:4])
    attempt('distinct on', lambda: orders.order_by('customer', '-placed').distinct('customer').values_list('customer', 'id')[:5])
    attempt('union', lambda: customers.filter(id__lt=3).values_list('id', 'name').union(products.filter(id__lt=3).values_list('id', 'name')).order_by('name'))
    attempt('difference', lambda: customers.values_list('id').difference(Profile.objects.values_list('customer_id')).order_by('id'))
    attempt('dates', lambda: orders.dates('placed', 'week'))
    attempt('latest', lambda: (orders.latest(), orders.earliest(), customers.order_by('id').first(), customers.order_by('id').last()))
    attempt('in bulk', lambda: sorted(products.in_bulk(['SKU-3', 'SKU-5'], field_name='sku')))
    attempt('iterator', lambda: Line.objects.order_by('id').values_list('id', 'quantity').iterator(chunk_size=25))
    attempt('view', lambda: CustomerTotal.objects.filter(amount__gt=5).order_by('id')[:4])
    attempt('inherited', lambda: (Invoice.objects.order_by('-due').first(), [document.invoice.number for document in Document.objects.filter(invoice__number__startswith='I-1').select_related('invoice').order_by('id')]))
    attempt('raw', lambda: customers.raw('SELECT c.*, order_total(o.id) AS total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.id < %s ORDER BY o.id', [4]))
    attempt('only', lambda: [(customer.name, customer.email) for customer in customers.only('name').filter(id__lt=3).order_by('id')])
    attempt('reversed', lambda: Category.objects.get(name='tools').children.order_by('name').values_list('name', 'parent__name'))
    attempt('explain', lambda: len(customers.filter(id=1).explain()) > 0)


def write():
    attempt('create', lambda: Customer.objects.create(email='new@example.com', name='New', level='gold', tags=['a', 'b'], settings={'theme': 'red'}))
    attempt('order', lambda: Order.objects.create(customer_id=2, state='paid').lines.create(line_no=1, product_id=3, quantity=2, price=decimal.Decimal('4.5')))

    def change():
        customer = Customer.objects.get(pk=4)
        customer.name = 'Changed'
        customer.settings['theme'] = 'blue'
        customer.save()
        customer.name = 'partly'
        customer.save(update_fields=['name'])
        customer.refresh_from_db()
        return customer

    attempt('change', change)
    attempt('forced', lambda: Category(id=777, name='x').save(force_update=True))
    attempt('given key', lambda: Category(id=50, name='fifty').save())
    attempt('update', lambda: Product.objects.filter(category=4).update(price=F('price') * 2, name=Concat('name', Value('!'))))
    attempt('update joined', lambda: Order.objects.filter(customer__level='gold').update(note='gold'))
    attempt('update from subquery', lambda: Customer.objects.filter(id__lt=9).update(orders_count=Subquery(Order.objects.filter(customer=OuterRef('pk')).values('customer').annotate(n=Count('*')).values('n'))))
    attempt('conditional', lambda: Product.objects.update(version=Case(When(id__lt=5, then=F('version') + 1), default=Value(7))))
    attempt('optimistic', lambda: [Customer.objects.filter(pk=5, lock_version=0).update(lock_version=1, name='mine') for _ in range(2)])
    attempt('bulk create', lambda: [label.pk for label in Label.objects.bulk_create(Label(name=f'bulk {n}') for n in range(5))])
    attempt('ignored', lambda: (len(Label.objects.bulk_create([Label(name='sale'), Label(name='other')], ignore_conflicts=True)), Label.objects.count()))

    def bulk_update():
        jobs = list(Job.objects.order_by('-id')[:6])
        for job in jobs:
            job.attempts += job.id
            job.payload['seen'] = True
        Job.objects.bulk_update(jobs, ['attempts', 'payload'], batch_size=4)
        return Job.objects.order_by('-id')[:7]

    attempt('bulk update', bulk_update)
    attempt('get or create', lambda: [Label.objects.get_or_create(name=name) for name in ('fragile', 'brittle', 'brittle')])
    attempt('update or create', lambda: [Product.objects.update_or_create(sku=sku, defaults={'name': 'either', 'price': 5}) for sku in ('SKU-9', 'SKU-NEW')])
    attempt('labels', lambda: Product.objects.get(pk=7).labels.set(Label.objects.filter(name__in=['new', 'unused'])))
    attempt('add labels', lambda: Product.objects.get(pk=8).labels.add(1, 2, 5))
    attempt('clear labels', lambda: Product.objects.get(pk=9).labels.clear())
    attempt('profile', lambda: Profile.objects.create(customer_id=2, bio='mine', picture=b'\x00\xff'))
    attempt('invoice', lambda: Invoice.objects.create(title='invoice', number='I-100', due=datetime.date(2025, 6, 1), customer_id=3))
    attempt('inherited update', lambda: Invoice.objects.filter(due__lt=datetime.date(2025, 2, 6)).update(title='late', due=datetime.date(2026, 1, 1)))
    attempt('inherited delete', lambda: Invoice.objects.get(number='I-3').delete())
    attempt('delete', lambda: Order.objects.filter(pk=8).delete())
    attempt('delete many', lambda: [order.delete() for order in Order.objects.filter(state='cancelled', customer__level='basic').order_by('id')])
    attempt('delete raw', lambda: Line.objects.filter(order_id=10)._raw_delete('default'))
    attempt('protected', lambda: Category.objects.get(name='tools').delete())
    attempt('set null', lambda: Category.objects.get(name='seeds').delete())

    def calls():
        with connection.cursor() as cursor:
            cursor.callproc('raise_prices', [2, decimal.Decimal('1.5')])
            cursor.execute('CALL cancel_orders(3)')
            cursor.execute('SELECT * FROM price_changes ORDER BY 1, 2, 3')
            return cursor.fetchall()

    attempt('calls', calls)


class Undone(Exception):
    pass


def transact():
    def savepoints():
        with transaction.atomic():
            Customer.objects.filter(pk=10).update(name='kept')
            try:
                with transaction.atomic():
                    Customer.objects.filter(pk=11).update(name='never')
                    raise Undone
            except Undone:
                pass
            attempt('inner error', lambda: transaction.atomic(Customer.objects.create)(email='customer5@example.com', name='twice'))
            return Customer.objects.filter(id__in=[10, 11]).order_by('id').values_list('name', flat=True)

    attempt('savepoints', savepoints)

    def broken():
        with transaction.atomic():
            attempt('in it', lambda: Customer.objects.create(email='customer5@example.com', name='twice'))
            return Customer.objects.count()

    attempt('broken', broken)

    def hooks():
        with transaction.atomic():
            Customer.objects.filter(pk=12).update(name='hooked')
            transaction.on_commit(lambda: attempt('committed', lambda: Customer.objects.get(pk=12).name))

    attempt('hooks', hooks)

    def queue():
        def ready():
            return Job.objects.filter(state='ready').order_by('id')

        with transaction.atomic():
            mine = [job.id for job in ready().select_for_update(skip_locked=True)[:3]]

            def another():
                with transaction.atomic():
                    attempt('another', lambda: [job.id for job in ready().select_for_update(skip_locked=True)[:3]])
                attempt('no wait', lambda: transaction.atomic(lambda: Job.objects.select_for_update(nowait=True).get(pk=mine[0]))())

            in_another_session(another)
            Job.objects.filter(id__in=mine).update(state='done')
            return mine

    attempt('queue', queue)
    attempt('lock of', transaction.atomic(lambda: [order.customer.name for order in Order.objects.select_related('customer').select_for_update(of=('self', 'customer')).filter(id__in=[12, 13]).order_by('id')]))
    attempt('no key', transaction.atomic(lambda: Customer.objects.select_for_update(no_key=True).get(pk=14).name))
    attempt('no transaction', lambda: Customer.objects.select_for_update().get(pk=14).name)

    def named():
        with transaction.atomic():
            rows = Line.objects.order_by('id').iterator(chunk_size=10)
            first = next(rows)
            Line.objects.filter(pk=first.pk + 1).update(quantity=77)
            return first.quantity, next(rows).quantity, sum(1 for _ in rows)

    attempt('cursor', named)


def fail():
    attempt('unique', lambda: Customer.objects.create(email='customer5@example.com', name='twice'))
    attempt('unique of mine', lambda: Customer.objects.create(email='new@example.com', name='twice'))
    attempt('not null', lambda: Customer.objects.create(name='x'))
    attempt('foreign key', lambda: Line.objects.create(order_id=13, line_no=9, product_id=999, price=1))
    attempt('referenced', lambda: Customer.objects.filter(pk=15)._raw_delete('default'))
    attempt('check', lambda: Product.objects.filter(pk=11).update(price=-1))
    attempt('too long', lambda: Product.objects.filter(pk=11).update(sku='x' * 30))
    attempt('range', lambda: Product.objects.filter(pk=11).update(price=10 ** 9))
    attempt('enum', lambda: Order.objects.filter(pk=13).update(state='lost'))
    attempt('statement', lambda: Customer.objects.extra(where=['nothing = 1']).count())
    attempt('bulk', lambda: Line.objects.bulk_create([Line(order_id=13, line_no=7, product_id=1, price=1), Line(order_id=13, line_no=1, product_id=1, price=1)]))
    attempt('division', lambda: Product.objects.annotate(x=F('price') / (F('id') - 5)).order_by('id').values_list('x')[:3])


def define():
    phone = models.CharField(max_length=20, default='none')
    phone.set_attributes_from_name('phone')

    class Coupon(Table):
        code = models.CharField(max_length=12, unique=True)
        customer = models.ForeignKey(Customer, models.CASCADE, null=True)

        class Meta(Table.Meta):
            db_table = 'coupons'
            constraints = [models.CheckConstraint(check=~Q(code=''), name='coupons_code')]

    def migrate():
        with connection.schema_editor() as editor:
            editor.create_model(Coupon)
            editor.add_field(Customer, phone)

    attempt('migrate', migrate)
    phone.contribute_to_class(Customer, 'phone')
    attempt('coupon', lambda: Coupon.objects.create(code='TEN', customer_id=16).customer.phone)
    attempt('empty', lambda: Coupon.objects.create(code=''))
    attempt('twice', lambda: Coupon.objects.create(code='TEN'))
    attempt('phones', lambda: Customer.objects.values('phone').annotate(n=Count('*')).order_by('phone'))
    attempt('phone', lambda: Customer.objects.filter(pk=17).update(phone='17'))
    attempt('by phone', lambda: Customer.objects.filter(~Q(phone='none')).values_list('id', 'phone'))


print(f'version {django.get_version()}', flush=True)
with connection.execute_wrapper(said):
    read()
    write()
    read()
    transact()
    fail()
    define()
    read()
print('history: done')
