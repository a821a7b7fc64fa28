/// The overlay inside the fresh database: foreign tables, masks, merged relations and copy-up.
@org.jspecify.annotations.NullMarked
module io.pgveneer.fdw {
  requires static org.jspecify;
  requires transitive io.pgveneer.api;
  requires transitive java.sql;
  requires org.slf4j;

  exports io.pgveneer.fdw;
}
