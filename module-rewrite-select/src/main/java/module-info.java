/// Statement handlers: select.
@org.jspecify.annotations.NullMarked
module io.pgveneer.rewrite.select {
  requires static org.jspecify;
  requires io.pgveneer.api;
}
