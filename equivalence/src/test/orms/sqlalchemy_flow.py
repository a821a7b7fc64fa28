# python3 sqlalchemy_flow.py URL: what applications do through SQLAlchemy's ORM, with each statement that it sends.
import datetime
import decimal
import re
import sys

import sqlalchemy
from sqlalchemy import (Boolean, CheckConstraint, Column, Computed, Date, DateTime, Enum, ForeignKey, Integer, BigInteger, LargeBinary,
                        Numeric, Sequence, String, Table, Text, and_, case, create_engine, delete, event, exists, func, insert, literal, or_,
                        select, text, union_all, update)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, aggregate_order_by, insert as upsert
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import (aliased, contains_eager, declarative_base, joinedload, relationship, selectinload, Session, subqueryload,
                            column_property)

engine = create_engine(sys.argv[1].replace('postgresql://', 'postgresql+psycopg2://'), future=True)
Base = declarative_base()
labelled = Table('product_labels', Base.metadata, Column('product_id', ForeignKey('products.id'), primary_key=True),
                 Column('label_id', ForeignKey('labels.id'), primary_key=True))


class Shown:
    def __repr__(self):
        return type(self).__name__ + ' ' + ' '.join(f'{column.key}={show(getattr(self, column.key))}' for column in self.__mapper__.column_attrs)


class Customer(Shown, Base):
    __tablename__ = 'customers'
    id = Column(BigInteger, primary_key=True)
    email = Column(String(120), nullable=False, unique=True)
    name = Column(String(80), nullable=False)
    level = Column(Enum('basic', 'silver', 'gold', name='customer_level', create_type=False), nullable=False, server_default='basic')
    city = Column(String(60))
    settings = Column(JSONB, nullable=False, default=dict)
    tags = Column(ARRAY(Text), nullable=False, default=list)
    active = Column(Boolean, nullable=False, default=True)
    born = Column(Date)
    lock_version = Column(Integer, nullable=False)
    created_at = Column(DateTime(timezone=True), nullable=False, server_default=text("'2024-01-01 00:00:00+00'"))
    orders = relationship('Order', back_populates='customer', order_by='Order.id')
    profile = relationship('Profile', uselist=False, cascade='all, delete-orphan')
    __mapper_args__ = {'version_id_col': lock_version}

    @hybrid_property
    def theme(self):
        return self.settings['theme']

    @theme.expression
    def theme(cls):
        return cls.settings['theme'].astext


class Profile(Shown, Base):
    __tablename__ = 'profiles'
    customer_id = Column(ForeignKey('customers.id'), primary_key=True)
    bio = Column(Text)
    picture = Column(LargeBinary)


class Category(Shown, Base):
    __tablename__ = 'categories'
    id = Column(Integer, primary_key=True)
    name = Column(String(60), nullable=False)
    parent_id = Column(ForeignKey('categories.id'))
    children = relationship('Category', order_by='Category.id')


class Label(Shown, Base):
    __tablename__ = 'labels'
    id = Column(Integer, primary_key=True)
    name = Column(String(40), nullable=False, unique=True)


class Product(Shown, Base):
    __tablename__ = 'products'
    id = Column(BigInteger, Sequence('products_seq'), primary_key=True)
    sku = Column(String(20), nullable=False)
    name = Column(String(80), nullable=False)
    price = Column(Numeric(10, 2), nullable=False)
    category_id = Column(ForeignKey('categories.id'))
    details = Column(JSONB)
    version = Column(Integer, nullable=False)
    category = relationship(Category)
    labels = relationship(Label, secondary=labelled, order_by=Label.name)
    __mapper_args__ = {'version_id_col': version}


class Order(Shown, Base):
    __tablename__ = 'orders'
    id = Column(BigInteger, primary_key=True)
    customer_id = Column(ForeignKey('customers.id'), nullable=False)
    state = Column(Enum('new', 'paid', 'shipped', 'cancelled', name='order_state', create_type=False), nullable=False, server_default='new')
    placed = Column(DateTime(timezone=True), nullable=False, server_default=text("'2025-01-01 00:00:00+00'"))
    note = Column(Text)
    customer = relationship(Customer, back_populates='orders')
    lines = relationship('Line', back_populates='order', order_by='Line.id', cascade='all, delete-orphan', passive_deletes=True)


class Line(Shown, Base):
    __tablename__ = 'order_lines'
    id = Column(BigInteger, primary_key=True)
    order_id = Column(ForeignKey('orders.id'), nullable=False)
    line_no = Column(Integer, nullable=False)
    product_id = Column(ForeignKey('products.id'), nullable=False)
    quantity = Column(Integer, nullable=False, server_default='1')
    price = Column(Numeric(10, 2), nullable=False)
    amount = Column(Numeric(12, 2), Computed('quantity * price', persisted=True))
    order = relationship(Order, back_populates='lines')
    product = relationship(Product)


class Stock(Shown, Base):
    __tablename__ = 'stock_levels'
    warehouse = Column(String(10), primary_key=True)
    product_id = Column(ForeignKey('products.id'), primary_key=True)
    amount = Column(Integer, nullable=False)


class Payment(Shown, Base):
    __tablename__ = 'payments'
    id = Column(BigInteger, primary_key=True)
    type = Column(String(20), nullable=False)
    order_id = Column(ForeignKey('orders.id'), nullable=False)
    amount = Column(Numeric(12, 2), nullable=False)
    __mapper_args__ = {'polymorphic_on': type}


class CardPayment(Payment):
    card_number = Column(String(20))
    __mapper_args__ = {'polymorphic_identity': 'CardPayment'}


class BankPayment(Payment):
    iban = Column(String(34))
    __mapper_args__ = {'polymorphic_identity': 'BankPayment'}


class Job(Shown, Base):
    __tablename__ = 'jobs'
    id = Column(Integer, primary_key=True)
    kind = Column(String(20), nullable=False)
    state = Column(String(10), nullable=False, server_default='ready')
    attempts = Column(Integer, nullable=False, server_default='0')


Customer.placed = column_property(select(func.count(Order.id)).where(Order.customer_id == Customer.id).correlate_except(Order).scalar_subquery(), deferred=True)
totals = Table('customer_totals', Base.metadata, Column('id', BigInteger), Column('name', String), Column('orders', Integer), Column('amount', Numeric))


@event.listens_for(engine, 'before_cursor_execute')
def said(connection, cursor, statement, parameters, context, many):
    if 'pg_' in statement:  # what it asks of the catalogue has OIDs in it
        return
    print('sql:', re.sub(r'\s+', ' ', statement), [show(each) for each in parameters] if many else show(parameters), flush=True)


def show(value):
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, dict):
        return '{' + ', '.join(f'{key}: {show(each)}' for key, each in value.items()) + '}'
    if isinstance(value, memoryview) or hasattr(value, 'adapted'):
        return repr(bytes(getattr(value, 'adapted', value)))
    if isinstance(value, list):
        return ''.join('\n  ' + show(each) for each in value)
    if isinstance(value, (tuple, sqlalchemy.engine.Row)):
        return '(' + ', '.join(show(each) for each in value) + ')'
    return repr(value)


def attempt(what, work):
    with Session(engine, future=True) as session:
        try:
            told = work(session)
            session.flush()
            print(f'{what}: {show(told)}', flush=True)
            session.commit()
        except Exception as error:
            session.rollback()
            diagnosis = getattr(getattr(error, 'orig', None), 'diag', None)
            fields = {name: each for name in ('sqlstate', 'message_primary', 'message_detail', 'message_hint', 'statement_position', 'schema_name',
                                              'table_name', 'column_name', 'constraint_name', 'context') if (each := getattr(diagnosis, name, None))}
            print(f'{what} failed: {type(error).__name__} {fields or error}', flush=True)


def rows(statement):
    return lambda session: session.execute(statement).all()


def entities(statement):
    return lambda session: session.scalars(statement).unique().all()


def read():
    attempt('get', lambda s: [s.get(Customer, 3), s.get(Customer, 777), s.get(Stock, ('east', 3))])
    attempt('lazy', lambda s: [s.get(Customer, 1).orders, s.get(Customer, 1).profile, s.get(Product, 7).labels, s.get(Category, 2).children])
    attempt('joinedload', lambda s: [(o.id, o.customer.name, [l.product.name for l in o.lines]) for o in s.scalars(select(Order).options(joinedload(Order.customer), joinedload(Order.lines).joinedload(Line.product)).where(Order.id < 4).order_by(Order.id)).unique()])
    attempt('selectinload', lambda s: [(c.id, [[l.id for l in o.lines] for o in c.orders]) for c in s.scalars(select(Customer).options(selectinload(Customer.orders).selectinload(Order.lines)).where(Customer.id.in_([2, 3])).order_by(Customer.id))])
    attempt('subqueryload', lambda s: [(c.id, [o.id for o in c.orders]) for c in s.scalars(select(Customer).options(subqueryload(Customer.orders)).order_by(Customer.id).limit(3))])
    attempt('contains_eager', lambda s: [(c.id, [o.id for o in c.orders]) for c in s.scalars(select(Customer).join(Customer.orders).options(contains_eager(Customer.orders)).where(Order.state == 'paid', Customer.id < 12).order_by(Customer.id, Order.id)).unique()])
    attempt('limited joinedload', entities(select(Order).options(joinedload(Order.lines)).order_by(Order.placed.desc()).limit(3).offset(2)))
    attempt('where', entities(select(Customer).where(or_(and_(Customer.active, Customer.level.in_(['gold', 'silver'])), Customer.city.is_(None)), Customer.name.ilike('%1%')).order_by(Customer.id)))
    attempt('json, arrays', rows(select(Customer.id, Customer.theme, Customer.settings[('limits', 'day')].astext).where(Customer.theme == 'dark', Customer.tags.contains(['vip'])).order_by(Customer.id)))
    attempt('group', rows(select(Order.state, func.count(), func.max(Order.placed)).group_by(Order.state).having(func.count() > 2).order_by(Order.state)))
    attempt('windows', rows(select(Product.id, func.rank().over(partition_by=Product.category_id, order_by=Product.price.desc()), func.sum(Product.price).over(order_by=Product.id, rows=(-2, 0))).order_by(Product.id).limit(8)))
    attempt('exists', rows(select(Customer.id).where(exists().where(Order.customer_id == Customer.id, Order.state == 'shipped')).order_by(Customer.id)))
    attempt('any', rows(select(Product.id).where(Product.labels.any(name='sale')).order_by(Product.id)))
    attempt('has', rows(select(Line.id).where(Line.order.has(Order.customer.has(Customer.level == 'gold'))).order_by(Line.id).limit(5)))
    counts = select(Order.customer_id, func.count().label('n')).group_by(Order.customer_id).subquery()
    attempt('subquery', rows(select(Customer.name, counts.c.n).outerjoin(counts, counts.c.customer_id == Customer.id).order_by(counts.c.n.desc().nulls_last(), Customer.id).limit(4)))
    tree = select(Category.id, Category.name, literal(0).label('depth')).where(Category.parent_id.is_(None)).cte('tree', recursive=True)
    child = aliased(Category)
    attempt('recursive', rows(select(tree.union_all(select(child.id, child.name, tree.c.depth + 1).join(tree, child.parent_id == tree.c.id))).order_by(text('id'))))
    attempt('case', rows(select(case((Customer.born.is_(None), 'unknown'), (Customer.born < datetime.date(1980, 1, 1), 'old'), else_='young').label('age'), func.count()).group_by('age').order_by('age')))
    attempt('collected', rows(select(func.array_agg(aggregate_order_by(Customer.name, Customer.id.desc())), func.string_agg(Customer.name, aggregate_order_by(literal(';'), Customer.id))).where(Customer.id < 5)))
    attempt('union', rows(union_all(select(Customer.id, Customer.name).where(Customer.id < 3), select(Product.id, Product.name).where(Product.id < 3)).order_by('name')))
    last = select(Order.id).where(Order.customer_id == Customer.id).order_by(Order.placed.desc()).limit(1).lateral()
    attempt('lateral', rows(select(Customer.id, last.c.id).join(last, literal(True)).order_by(Customer.id).limit(5)))
    attempt('polymorphic', entities(select(Payment).order_by(Payment.id).limit(4)))
    attempt('sub type', entities(select(CardPayment).where(CardPayment.card_number.like('4000-1%')).order_by(CardPayment.id)))
    attempt('view', rows(select(totals).where(totals.c.amount > 5).order_by(totals.c.id).limit(4)))
    attempt('column property', lambda s: [c.placed for c in s.scalars(select(Customer).where(Customer.id < 4).order_by(Customer.id))])
    attempt('function', rows(select(Order.id, func.order_total(Order.id)).where(Order.id < 4).order_by(Order.id)))
    attempt('streamed', lambda s: sum(len(part) for part in s.execute(select(Line.id, Line.amount).execution_options(yield_per=25, stream_results=True)).partitions()))
    attempt('legacy', lambda s: [s.query(Customer).filter_by(active=False).count(), s.query(Product).order_by(Product.price.desc()).first(), s.query(Order).filter(Order.id == 5).one_or_none()])
    attempt('text', lambda s: s.scalars(select(Customer).from_statement(text('SELECT * FROM customers WHERE id < :id ORDER BY id').bindparams(id=3))).all())


def write():
    def create(s):
        customer = Customer(email='new@example.com', name='New', level='gold', tags=['a', 'b'], settings={'theme': 'red'}, profile=Profile(bio='mine', picture=b'\x00\xff'))
        product = Product(sku='SKU-NEW', name='new', price=decimal.Decimal('1.5'), labels=[s.get(Label, 1), Label(name='fresh')])
        order = Order(customer=customer, lines=[Line(line_no=1, product=product, price=2, quantity=3), Line(line_no=2, product=s.get(Product, 3), price=4)])
        s.add(order)
        s.flush()
        return [customer, product, order, order.lines]

    attempt('create', create)

    def change(s):
        customer = s.get(Customer, 4)
        customer.name, customer.settings = 'Changed', {**customer.settings, 'theme': 'blue'}
        dearer = s.get(Product, 5)
        dearer.price += 1
        order = s.get(Order, 5)
        del order.lines[0]
        product, other = s.get(Product, 7), s.get(Customer, 5)
        product.labels, other.profile = [s.get(Label, 5)], None
        level = s.get(Stock, ('west', 3))
        level.amount = Stock.amount + 5
        s.flush()

    attempt('change', change)
    attempt('delete', lambda s: s.delete(s.get(Order, 6)))
    attempt('merge', lambda s: [s.merge(Category(id=6, name='seed')), s.merge(Category(id=70, name='seventy', parent_id=1))])
    attempt('many', lambda s: s.add_all(Label(name=f'many {n}') for n in range(30)))
    attempt('bulk', lambda s: [s.bulk_insert_mappings(Job, [{'kind': f'k{n}'} for n in range(5)]), s.bulk_update_mappings(Job, [{'id': n, 'attempts': n} for n in (18, 19)])])
    attempt('update', lambda s: s.execute(update(Product).where(Product.category_id == 4).values(price=Product.price * 2)).rowcount)
    attempt('fetched update', lambda s: [s.get(Product, 9), s.execute(update(Product).where(Product.id == 9).values(name='nine').execution_options(synchronize_session='fetch')).rowcount, s.get(Product, 9).name])
    attempt('update from', lambda s: s.execute(update(Order).where(Order.customer_id == Customer.id, Customer.level == 'gold').values(note=Customer.name).execution_options(synchronize_session=False)).rowcount)
    attempt('returning', lambda s: sorted(s.execute(delete(Line).where(Line.order_id.in_([7, 8])).returning(Line.id, Line.amount)).all()))
    attempt('delete using', lambda s: s.execute(delete(Line).where(Line.order_id == Order.id, Order.state == 'cancelled').execution_options(synchronize_session=False)).rowcount)
    statement = upsert(Product).values([{'sku': 'SKU-9', 'name': 'upserted', 'price': 9, 'version': 1}, {'sku': 'SKU-U', 'name': 'upserted', 'price': 1, 'version': 1}])
    attempt('upsert', lambda s: s.execute(statement.on_conflict_do_update(index_elements=['sku'], set_={'name': statement.excluded.name}, where=Product.price > 0).returning(Product.id, Product.name)).all())
    attempt('ignore', lambda s: s.execute(upsert(Label).values([{'name': 'sale'}, {'name': 'other'}]).on_conflict_do_nothing().returning(Label.name)).all())
    attempt('insert select', lambda s: s.execute(insert(Stock).from_select(['warehouse', 'product_id', 'amount'], select(literal('south'), Product.id, literal(1)).where(Product.id < 4))).rowcount)
    attempt('calls', lambda s: [s.scalar(select(func.raise_prices(2, 1.5))), s.execute(text('CALL cancel_orders(3)')).rowcount, s.execute(text('SELECT * FROM price_changes ORDER BY 1, 2, 3')).all()])


def transact():
    def savepoints(s):
        s.get(Customer, 10).name = 'kept'
        try:
            with s.begin_nested():
                s.get(Customer, 11).name = 'never'
                s.add(Label(name='heavy'))
        except sqlalchemy.exc.IntegrityError as error:
            print('inner', error.orig.diag.constraint_name)
        return [s.get(Customer, 10).name, s.get(Customer, 11).name]

    attempt('savepoints', savepoints)

    def stale(s):
        product = s.get(Product, 10)
        attempt('meanwhile', lambda other: setattr(other.get(Product, 10), 'name', 'theirs'))
        product.name = 'ours'

    attempt('stale', stale)

    def queue(s):
        ready = select(Job).where(Job.state == 'ready').order_by(Job.id).limit(3).with_for_update(skip_locked=True)
        mine = s.scalars(ready).all()
        attempt('another', entities(ready))
        attempt('no wait', lambda other: other.get(Job, mine[0].id, with_for_update={'nowait': True}))
        for job in mine:
            job.state = 'done'
        return mine

    attempt('queue', queue)
    attempt('locked joins', entities(select(Order).join(Order.customer).options(contains_eager(Order.customer)).where(Order.id.in_([12, 13])).order_by(Order.id).with_for_update(of=[Order, Customer])))
    attempt('refreshed', lambda s: [s.get(Customer, 12), s.execute(update(Customer).where(Customer.id == 12).values(name='x').execution_options(synchronize_session=False)).rowcount, s.refresh(s.get(Customer, 12), with_for_update=True), s.get(Customer, 12).name])
    with engine.connect().execution_options(isolation_level='SERIALIZABLE') as connection:
        print('serializable', connection.scalar(select(func.count()).select_from(Order)), connection.scalar(text('SHOW transaction_isolation')))


def fail():
    attempt('unique', lambda s: s.add(Customer(email='customer5@example.com', name='twice')))
    attempt('not null', lambda s: s.add(Customer(name='none')))
    attempt('foreign key', lambda s: s.add(Line(order_id=13, line_no=9, product_id=999, price=1)))
    attempt('referenced', lambda s: s.execute(delete(Customer).where(Customer.id == 15)))
    attempt('check', lambda s: setattr(s.get(Product, 11), 'price', -1))
    attempt('too long', lambda s: setattr(s.get(Product, 11), 'sku', 'x' * 30))
    attempt('enum', lambda s: s.execute(text("UPDATE orders SET state = 'lost' WHERE id = 13")))
    attempt('statement', lambda s: s.execute(text('SELECT nothing FROM customers')))
    attempt('many', lambda s: s.add_all(Label(name=name) for name in ('x1', 'x2', 'fragile')))


def define():
    coupons = Table('coupons', Base.metadata, Column('id', Integer, primary_key=True), Column('code', String(12), nullable=False, unique=True),
                    Column('customer_id', ForeignKey('customers.id')), Column('kind', Enum('fixed', 'percent', name='coupon_kind')),
                    CheckConstraint("code <> ''", name='coupons_code'))
    Base.metadata.create_all(engine)
    attempt('coupon', lambda s: s.execute(insert(coupons).values(code='TEN', customer_id=16, kind='fixed')).inserted_primary_key)
    attempt('empty', lambda s: s.execute(insert(coupons).values(code='')))
    attempt('altered', lambda s: [s.execute(text("ALTER TABLE labels ADD colour text NOT NULL DEFAULT 'red'")).rowcount, s.execute(text('ALTER TABLE products RENAME name TO title')).rowcount])
    reflected = sqlalchemy.MetaData()
    reflected.reflect(engine, only=['labels', 'products', 'coupons'])
    for table in sorted(reflected.tables):
        print(table, [(column.name, str(column.type), column.nullable) for column in reflected.tables[table].columns])
    attempt('colours', rows(select(reflected.tables['labels'].c.colour, func.count()).group_by('colour')))
    attempt('titles', rows(select(reflected.tables['products'].c.title).order_by(reflected.tables['products'].c.id).limit(3)))
    attempt('back', lambda s: s.execute(text('ALTER TABLE products RENAME title TO name')).rowcount)


print(f'version {sqlalchemy.__version__}', flush=True)
read()
write()
read()
transact()
fail()
define()
read()
print('history: done')
