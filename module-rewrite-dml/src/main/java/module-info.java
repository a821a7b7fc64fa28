/// Statement handlers: dml.
@org.jspecify.annotations.NullMarked
module io.pgveneer.rewrite.dml {
  requires static org.jspecify;
  requires io.pgveneer.api;
}
