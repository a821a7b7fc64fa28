/// Knows the catalogue: introspection of both databases, what the fresh one lacks, and the virtual
/// schema.
@org.jspecify.annotations.NullMarked
module io.pgveneer.schema {
  requires static org.jspecify;
  requires transitive io.pgveneer.api;
  requires transitive java.sql;
  requires com.zaxxer.hikari;
  requires org.postgresql.jdbc;
  requires org.slf4j;

  exports io.pgveneer.schema;
}
