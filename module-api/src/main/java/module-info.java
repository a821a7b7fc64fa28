/// What every other module speaks: the SQL text model, plans, the virtual schema's types, and the
/// SPI that statement handlers implement.
@org.jspecify.annotations.NullMarked
module io.pgveneer.api {
  requires static transitive org.jspecify;

  exports io.pgveneer.api;
  exports io.pgveneer.spi;
  exports io.pgveneer.sql;
}
