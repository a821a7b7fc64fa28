package io.pgveneer.sql;

/// Reads the lists of tables in CREATE and ALTER PUBLICATION.
final class Publications {
  private final Reader reader;
  private final Definitions definitions;

  Publications(Reader reader, Definitions definitions) {
    this.reader = reader;
    this.definitions = definitions;
  }

  void create() {
    reader.identifier();
    if (reader.take(Symbol.FOR)) {
      objects();
    }
    definitions.rest();
  }

  void alter() {
    reader.identifier();
    if (reader.isAt(Symbol.ADD) || reader.isAt(Symbol.DROP) || reader.isAt(Symbol.SET)) {
      reader.at++;
      objects();
    }
    definitions.rest();
  }

  /// `TABLE a, b (x) WHERE (…), TABLES IN SCHEMA s`; a kind holds until the next one.
  private void objects() {
    boolean tables = false;
    do {
      if (reader.take(Symbol.TABLE)) {
        tables = true;
      } else if (reader.isAt(Symbol.TABLES) || reader.isAt(Symbol.ALL) || !tables) {
        tables = false;
      }
      if (tables) {
        definitions.relation();
      }
      while (!definitions.ends() && !reader.isAt(Symbol.COMMA)) {
        definitions.step();
      }
    } while (reader.take(Symbol.COMMA));
  }
}
