package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Feeds mutated statements: whatever comes, there is an outline, soon, and its extents lie in the
/// text.
///
/// System property `pgveneer.fuzz` is the number of inputs; profile `nightly` sets a million.
class FuzzTest {
  private static final int INPUTS = Integer.getInteger("pgveneer.fuzz", 20_000);
  private static final long SEED = Long.getLong("pgveneer.fuzz.seed", 20_260_101L);

  private static final List<String> SEEDS =
      List.of(
          "WITH RECURSIVE a (x) AS (SELECT 1 UNION ALL SELECT x FROM a) SELECT * FROM a, LATERAL"
              + " (SELECT 1) b, ROWS FROM (f(1)) c WHERE x IN (VALUES (1)) ORDER BY 1 LIMIT 2",
          "INSERT INTO t (a) SELECT b FROM u ON CONFLICT (a) DO UPDATE SET a = 1 RETURNING *",
          "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED AND x THEN UPDATE SET a = 1",
          "UPDATE ONLY t * AS x SET (a, b) = (SELECT 1, 2) FROM u WHERE CURRENT OF c",
          "SELECT * FROM (((a JOIN b ON true) JOIN c USING (d)) LEFT JOIN e ON f = g)",
          "SELECT U&\"a\\0061\" UESCAPE '!', E'\\'', $$a$$, $1::int[], /* /* */ */ -- x\n 'a'\n'b'",
          "CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN b END; END",
          "CREATE RULE r AS ON UPDATE TO t DO INSTEAD (SELECT 1; DELETE FROM u)",
          "CREATE TABLE t (a int REFERENCES b, LIKE c) INHERITS (d) PARTITION BY RANGE (a)",
          "CREATE SCHEMA s CREATE TABLE t (a int) GRANT SELECT ON t TO u",
          "GRANT SELECT (a) ON t, u TO v WITH GRANT OPTION",
          "COPY t (a) FROM STDIN WITH (FORMAT csv) WHERE a > 1",
          "EXPLAIN (ANALYZE) DECLARE c SCROLL CURSOR FOR TABLE t FETCH FIRST 1 ROW WITH TIES");

  private final Random random = new Random(SEED);
  private final List<String> seeds = seeds();
  private final List<String> tokens = new ArrayList<>();

  private static List<String> seeds() {
    List<String> seeds = new ArrayList<>(SEEDS);
    Path corpus = Corpus.file();
    if (corpus != null) {
      Corpus.read(corpus).stream()
          .map(Corpus.Sample::sql)
          .filter(sql -> sql.length() < 2_000)
          .forEach(seeds::add);
    }
    return seeds;
  }

  @Test
  void shouldOutlineWhateverComes() {
    for (String seed : seeds) {
      tokens.addAll(texts(seed));
    }
    for (int i = 0; i < INPUTS; i++) {
      String sql = mutated();
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> check(sql), sql);
    }
  }

  private static void check(String sql) {
    Outline outline = Outlines.of(sql);
    assertThat(outline.kind() == StatementClass.UNKNOWN).isEqualTo(outline.problem() != null);
    for (TableReference reference : outline.references()) {
      Extent item = reference.item();
      Extent name = reference.name();
      if (item.start() > name.start() || item.end() < name.end() || item.end() > sql.length()) {
        throw new AssertionError(reference + " in " + sql);
      }
    }
    for (QueryBlock block : outline.blocks()) {
      if (block.extent().start() > block.extent().end() || block.extent().end() > sql.length()) {
        throw new AssertionError(block + " in " + sql);
      }
    }
    Mentions.unaccounted(outline, true, (schema, name) -> true);
    Statements.split(sql);
    Outlines.of(sql, false);
    checkShape(sql);
  }

  /// Another number is another text of the same shape, with the same tokens but for that number.
  private static void checkShape(String sql) {
    if (Shape.hash(sql) == Shape.NONE) {
      return;
    }
    // before a comment no text is cut without its tokens
    assertThat(Statements.split(sql)).as(sql).isEqualTo(Statements.split(sql + "\n--"));
    StringBuilder other = new StringBuilder();
    Lexer lexer = new Lexer(sql);
    while (lexer.next()) {
      other.append(lexer.kind() == Lexer.Kind.NUMBER ? "7" + lexer.text() : lexer.text());
    }
    assertThat(Shape.same(sql, other.toString())).as(sql).isTrue();
    assertThat(Shape.hash(other.toString())).as(sql).isEqualTo(Shape.hash(sql));
    assertThat(texts(other.toString())).as(sql).hasSameSizeAs(texts(sql));
  }

  private String mutated() {
    String seed = pick(seeds);
    if (random.nextInt(4) == 0) {
      StringBuilder characters = new StringBuilder(seed);
      for (int i = random.nextInt(4); i >= 0 && !characters.isEmpty(); i--) {
        int at = random.nextInt(characters.length());
        switch (random.nextInt(3)) {
          case 0 -> characters.setCharAt(at, "'\"$(;\\/-*x\n".charAt(random.nextInt(11)));
          case 1 -> characters.deleteCharAt(at);
          default -> characters.setLength(at);
        }
      }
      return characters.toString();
    }
    List<String> parts = texts(seed);
    for (int i = random.nextInt(5); i >= 0 && !parts.isEmpty(); i--) {
      int at = random.nextInt(parts.size());
      switch (random.nextInt(5)) {
        case 0 -> parts.remove(at);
        case 1 -> parts.add(at, pick(tokens));
        case 2 -> parts.set(at, pick(tokens));
        case 3 -> parts.add(at, parts.get(random.nextInt(parts.size())));
        default -> parts.addAll(at, texts(pick(SEEDS)));
      }
    }
    return String.join(" ", parts);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<String> texts(String sql) {
    List<String> texts = new ArrayList<>();
    Lexer lexer = new Lexer(sql);
    while (lexer.nextSignificant()) {
      texts.add(lexer.text());
    }
    return texts;
  }
}
