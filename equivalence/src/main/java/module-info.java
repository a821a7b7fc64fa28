/// The proof: a differential runner that compares a preview with a full copy, statement by
/// statement.
@org.jspecify.annotations.NullMarked
module io.pgveneer.equivalence {
  requires static org.jspecify;
  requires transitive io.pgveneer.testkit;

  exports io.pgveneer.equivalence.client;
  exports io.pgveneer.equivalence.explore;
  exports io.pgveneer.equivalence.faults;
  exports io.pgveneer.equivalence.generate;
  exports io.pgveneer.equivalence.run;
  exports io.pgveneer.equivalence.script;
}
