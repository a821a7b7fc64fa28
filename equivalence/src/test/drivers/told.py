"""What a driver was told, as lines."""
import re

FIELDS = ('severity', 'sqlstate', 'message_primary', 'message_detail', 'message_hint', 'statement_position', 'internal_position',
          'internal_query', 'context', 'schema_name', 'table_name', 'column_name', 'datatype_name', 'constraint_name', 'source_file',
          'source_function')


def tell(*words):
    print(*words, flush=True)


def cell(row):
    return [(type(value).__name__, bytes(value) if isinstance(value, memoryview) else value) for value in row] \
        if isinstance(row, (tuple, list)) else row


def refused(name, work):
    try:
        work()
        tell(name, 'done')
    except Exception:
        tell(name, 'refused')


def attempt(name, work):
    try:
        work()
        tell(name, 'done')
    except Exception as error:
        diagnosis = getattr(error, 'diag', None)
        fields = {field: value for field in FIELDS if (value := getattr(diagnosis, field, None))}
        # COPY tells a key that is production's without the line: docs/differences.md
        if fields.get('sqlstate') == '23505' and fields.get('context', '').startswith('COPY'):
            del fields['context']
        # where the prepared text is wrong, and what refuses two phases: docs/differences.md
        if name.startswith('EXECUTE'):
            fields.pop('statement_position', None)
        tell(name, 'failed', type(error).__name__, fields or re.sub(r'port \d+', 'port', str(error)))
