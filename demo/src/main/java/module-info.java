/// The demo: an embedded production, an embedded fresh database, the proxy, and the seven
/// scenarios.
@org.jspecify.annotations.NullMarked
module io.pgveneer.demo {
  requires static org.jspecify;
  requires info.picocli;
  requires io.pgveneer.api;
  requires io.pgveneer.distribution;
  // For tests on the module path, which holds only what is required: in the product, the kernel
  // finds these.
  requires io.pgveneer.rewrite.ddl;
  requires io.pgveneer.rewrite.dml;
  requires io.pgveneer.rewrite.select;
  requires io.pgveneer.testkit;

  exports io.pgveneer.demo;

  opens io.pgveneer.demo to
      info.picocli;
}
