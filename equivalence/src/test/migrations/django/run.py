"""python3 run.py HOST PORT DATABASE USER PASSWORD: runs the history, then, one by one, what must fail on the data."""
import os
import re
import sys

import django
from django.conf import settings
from django.core.management import call_command

host, port, name, user, password = sys.argv[1:]
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
settings.configure(
    INSTALLED_APPS=['django.contrib.contenttypes', 'django.contrib.auth', 'shop'],
    DATABASES={'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': host, 'PORT': port, 'NAME': name,
                           'USER': user, 'PASSWORD': password}},
    DEFAULT_AUTO_FIELD='django.db.models.AutoField', USE_TZ=True, TIME_ZONE='UTC')
django.setup()
print('version', django.get_version())


def attempt(title, *target):
    try:
        call_command('migrate', *target, verbosity=0)
        print(title + ': done')
    except Exception as error:
        print(title + ': ' + re.sub(r'=\(.*?\)', '=(one of several)', type(error).__name__ + ' ' + str(error).strip()))


attempt('history', 'shop', '0017')
attempt('auth')
attempt('again', 'shop', '0017')
for wrong in ('0018', '0019', '0020'):
    attempt('wrong ' + wrong, 'shop', wrong)
    call_command('migrate', 'shop', wrong, fake=True, verbosity=0)
from django.db import connection
with connection.cursor() as cursor:
    print(sorted(t.name for t in connection.introspection.get_table_list(cursor)))
    print(sorted((k, str(v['columns']), v['unique'], v['foreign_key']) for k, v in
                 connection.introspection.get_constraints(cursor, 'orders').items()))
    cursor.execute('DROP TABLE django_migrations')
