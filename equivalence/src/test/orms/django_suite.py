# python3 django_suite.py SOURCE URL LEFT-OUT LABEL…: how each test of Django's own suite ends, on that database.
# python3 django_suite.py SOURCE URL --tables LABEL…: makes the suite's tables there, and tells the statements that do.
#
# The suite is run as its runtests.py would run it, but on the tables that it finds.
import os
import re
import sys
import types
import unittest
import urllib.parse
from contextlib import nullcontext

if 'PYTHONHASHSEED' not in os.environ:
    os.environ['PYTHONHASHSEED'] = '0'
    os.execv(sys.executable, [sys.executable, '-B', '-W', 'ignore', *sys.argv])

source, url, how, *labels = sys.argv[1:]
making = how == '--tables'
left_out = set()
if not making:
    with open(how, encoding='utf-8') as lines:
        left_out = {line.split(' | ')[0] for line in lines if not line.startswith('#')}

# PostgreSQL's own text of some conditions, read again, has its casts elsewhere: so it has after a dump and restore.
AS_RESTORED = r"""DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT conrelid::regclass AS relation, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
           WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND pg_get_constraintdef(oid) LIKE '%ARRAY%' LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I %3$s', c.relation, c.conname, c.definition);
  END LOOP;
END $$;
"""
# When migrations were applied differs from run to run.
AT_NO_TIME = "UPDATE django_migrations SET applied = 'epoch'"

url = urllib.parse.urlparse(url)
name = url.path[1:]
os.chdir(os.path.join(source, 'tests'))
sys.path[:1] = [os.getcwd(), os.path.dirname(os.getcwd())]
os.environ['DJANGO_SETTINGS_MODULE'] = 'suite_settings'
suite_settings = sys.modules['suite_settings'] = types.ModuleType('suite_settings')
vars(suite_settings).update(
    DATABASES={
        'default': {
            'ENGINE': 'django.db.backends.postgresql', 'HOST': url.hostname, 'PORT': url.port, 'NAME': name,
            'USER': url.username, 'PASSWORD': url.password, 'TEST': {'NAME': name}},
        'other': {'ENGINE': 'django.db.backends.sqlite3'}},
    SECRET_KEY='django_tests_secret_key',
    PASSWORD_HASHERS=['django.contrib.auth.hashers.MD5PasswordHasher'],
    DEFAULT_AUTO_FIELD='django.db.models.AutoField',
    USE_TZ=False,
    TEST_RUNNER='suite_settings.Runner')

import django  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

told = os.fdopen(os.dup(1), 'w', buffering=1, encoding='utf-8')


def tell(what, outcome):
    outcome = re.sub(r'0x[0-9a-f]+', '0x…', outcome.replace(name, 'NAME').replace(f'{url.port}', 'PORT'))
    print(f'{what}: {outcome}', file=told)


def last_line(error):
    return f'{error[0].__name__} ' + ' '.join(str(error[1]).split())


class Told(unittest.TextTestResult):
    def addSuccess(self, test):
        super().addSuccess(test)
        tell(test.id(), 'ok')

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        tell(test.id(), 'skipped')

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        tell(test.id(), 'fails, as expected')

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        tell(test.id(), 'ok, unexpectedly')

    def addFailure(self, test, error):
        super().addFailure(test, error)
        tell(test.id(), 'FAIL ' + last_line(error))

    def addError(self, test, error):
        super().addError(test, error)
        tell(test.id(), 'ERROR ' + last_line(error))

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error:
            tell(subtest.id(), 'FAIL ' + last_line(error))


class Router:
    """SQLite does not know the collations of PostgreSQL that inspectdb's tables have."""

    def allow_migrate(self, database, application, **hints):
        return False if (database, application) == ('other', 'inspectdb') else None


class Runner(DiscoverRunner):
    def get_resultclass(self):
        return Told

    def build_suite(self, *given, **options):
        suite = super().build_suite(*given, **options)
        return type(suite)(test for test in suite if test.id() not in left_out)

    def setup_databases(self, **options):
        # The database is there: there is none to be made, nor another to be asked from.
        connection.creation._create_test_db = lambda *given: name
        with override_settings(DATABASE_ROUTERS=[Router()]), connection.execute_wrapper(make) if making else nullcontext():
            return super().setup_databases(**options)

    def run_suite(self, suite, **options):
        return unittest.TestResult() if making else super().run_suite(suite, **options)


def make(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    if not re.match(r'SELECT(?!.*\bsetval\()|SAVEPOINT|RELEASE', sql.strip(), re.DOTALL):
        for values in params if many else [params]:
            text = context['cursor'].cursor.mogrify(sql, values).decode().strip().rstrip(';')
            print(text + ';', file=told)
    return result


suite_settings.Runner = Runner
if not making:
    print('version', django.get_version(), file=told)
# What tests print is not told.
nowhere = os.open(os.devnull, os.O_RDWR)
for stream in range(3):
    os.dup2(nowhere, stream)

import runtests  # noqa: E402

try:
    runtests.django_tests(
        verbosity=0, interactive=False, failfast=False, keepdb=True, reverse=False, test_labels=labels, debug_sql=False,
        parallel=1, tags=None, exclude_tags=None, test_name_patterns=None, start_at=None, start_after=None, pdb=False,
        buffer=False, timing=False)
    with connection.cursor() as cursor:
        cursor.execute(AS_RESTORED if making else AT_NO_TIME)
    print(AS_RESTORED + '-- history: done' if making else 'history: done', file=told)
except BaseException as error:
    tell('the suite', 'ERROR ' + last_line((type(error), error)))
