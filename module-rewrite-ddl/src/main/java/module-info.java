/// Statement handlers: ddl.
@org.jspecify.annotations.NullMarked
module io.pgveneer.rewrite.ddl {
  requires static org.jspecify;
  requires io.pgveneer.api;
}
