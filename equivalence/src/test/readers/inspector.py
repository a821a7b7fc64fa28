"""What SQLAlchemy's inspector, and with it Alembic, reads of a database: the URL is the only argument."""
import sys

from sqlalchemy import __version__, create_engine, inspect

print('version', __version__)
inspector = inspect(create_engine(sys.argv[1]))
for schema in inspector.get_schema_names():
    if schema == "information_schema":
        continue
    print("schema", schema)
    for table in sorted(inspector.get_table_names(schema=schema)):
        print("table", table, inspector.get_table_comment(table, schema=schema))
        for column in inspector.get_columns(table, schema=schema):
            print("  column", {key: str(value) for key, value in sorted(column.items())})
        print("  primary key", inspector.get_pk_constraint(table, schema=schema))
        for kind in ("foreign_keys", "indexes", "unique_constraints", "check_constraints"):
            found = getattr(inspector, "get_" + kind)(table, schema=schema)
            print(" ", kind, sorted(str(sorted(each.items(), key=str)) for each in found))
    for view in sorted(inspector.get_view_names(schema=schema)):
        print("view", view, " ".join(inspector.get_view_definition(view, schema=schema).split()))
    print("enums", inspector.get_enums(schema=schema))
print("history: done")
