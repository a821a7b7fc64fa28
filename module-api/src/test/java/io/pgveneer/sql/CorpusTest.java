package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Measures outlines against PostgreSQL's own parser; skipped where the corpus is not there.
class CorpusTest {

  /// Statements where the outline tells other relations than PostgreSQL's parser, by top node.
  private static final Map<String, String> KNOWN_MISMATCHES =
      Map.of(
          "ConstraintsSetStmt",
          "SET CONSTRAINTS names constraints, which the parser keeps in nodes made for relations",
          "ImportForeignSchemaStmt",
          "LIMIT TO and EXCEPT name relations of the remote server, not of ours");

  /// Statements whose relations the parser keeps as lists of words, not as references; the outline
  /// tells them all the same, as role OTHER.
  private static final Set<String> LISTS_OF_WORDS =
      Set.of("DropStmt", "CommentStmt", "SecLabelStmt");

  private static @Nullable List<Corpus.Sample> samples;

  @BeforeAll
  static void read() {
    Path file = Corpus.file();
    assumeTrue(file != null, "no corpus: set -Dpgveneer.corpus=<folder>");
    samples = Corpus.read(Objects.requireNonNull(file));
  }

  private static List<Corpus.Sample> samples() {
    return Objects.requireNonNull(samples);
  }

  @Test
  void shouldTellRelationsAsPostgresqlDoes() {
    Map<String, List<String>> mismatches = new TreeMap<>();
    for (Corpus.Sample sample : samples()) {
      Outline outline = Outlines.of(sample.sql());
      String problem =
          outline.kind() == StatementClass.UNKNOWN ? outline.problem() : mismatch(sample, outline);
      if (problem != null) {
        mismatches
            .computeIfAbsent(sample.top(), top -> new ArrayList<>())
            .add(problem + " in " + sample.sql());
      }
    }

    int known =
        KNOWN_MISMATCHES.keySet().stream()
            .mapToInt(top -> mismatches.getOrDefault(top, List.of()).size())
            .sum();
    mismatches.keySet().removeAll(KNOWN_MISMATCHES.keySet());
    assertThat(mismatches).isEmpty();
    assertThat(known).isEqualTo(8);
  }

  private static @Nullable String mismatch(Corpus.Sample sample, Outline outline) {
    Set<String> expected = new TreeSet<>();
    for (Corpus.Mention mention : sample.references()) {
      expected.add(
          line(mention.offset(), mention.catalog(), mention.schema(), mention.name())
              + (sample.query() ? " " + mention.role() : ""));
    }
    Set<String> told = new TreeSet<>();
    for (TableReference reference : outline.references()) {
      String line =
          line(
              reference.name().start(),
              reference.catalog(),
              reference.schema(),
              reference.relation());
      boolean word =
          LISTS_OF_WORDS.contains(sample.top()) && reference.role() == TableReference.Role.OTHER;
      if (!word) {
        told.add(
            line + (sample.query() ? " " + reference.role().name().toLowerCase(Locale.ROOT) : ""));
      }
    }
    Set<Integer> commonTables = new HashSet<>();
    outline.commonTables().forEach(table -> commonTables.add(table.name().start()));
    if (sample.query() && !commonTables.equals(new HashSet<>(sample.commonTables()))) {
      return "common tables " + commonTables + " instead of " + sample.commonTables();
    }
    return expected.equals(told) ? null : told + " instead of " + expected;
  }

  private static String line(
      int offset, @Nullable String catalog, @Nullable String schema, String name) {
    return offset + ": " + catalog + "." + schema + "." + name;
  }

  @Test
  void shouldAgreeWithSecondOpinion() {
    List<String> disagreements = new ArrayList<>();
    for (Corpus.Sample sample : samples()) {
      Outline outline = Outlines.of(sample.sql());
      Set<String> names = new HashSet<>();
      sample.references().forEach(mention -> names.add(mention.name()));
      List<Extent> unaccounted =
          Mentions.unaccounted(outline, true, (schema, name) -> names.contains(name));
      if (!unaccounted.isEmpty() && !KNOWN_MISMATCHES.containsKey(sample.top())) {
        disagreements.add(unaccounted + " in " + sample.sql());
      }
    }

    assertThat(disagreements).isEmpty();
  }

  @Test
  void shouldFindEveryTableOfQueriesByPlainScan() {
    List<String> missed = new ArrayList<>();
    for (Corpus.Sample sample : samples()) {
      if (sample.query()) {
        Outline outline = Outlines.of(sample.sql());
        Set<Integer> found = new HashSet<>();
        for (Extent mention :
            Mentions.unaccounted(withoutReferences(outline), true, (schema, name) -> true)) {
          found.add(mention.start());
        }
        for (Corpus.Mention mention : sample.references()) {
          if (!found.contains(mention.offset())) {
            missed.add(mention.name() + " in " + sample.sql());
          }
        }
      }
    }

    assertThat(missed).isEmpty();
  }

  private static Outline withoutReferences(Outline outline) {
    return new Outline(
        outline.sql(),
        outline.kind(),
        outline.inner(),
        outline.command(),
        outline.blocks(),
        List.of(),
        List.of(),
        outline.writes(),
        outline.parameters(),
        null);
  }

  @Test
  void shouldSplitBackWhatWasJoined() {
    List<Corpus.Sample> some = samples();
    for (int i = 0; i + 2 < some.size(); i += 3) {
      String first = some.get(i).sql();
      String second = some.get(i + 1).sql();
      List<Extent> parts = Statements.split(first + "\n;\n" + second + "\n;");

      assertThat(parts).as(first).hasSize(2);
    }
  }

  @Test
  void shouldReadTokensWithoutLoss() {
    for (Corpus.Sample sample : samples()) {
      StringBuilder text = new StringBuilder();
      Lexer lexer = new Lexer(sample.sql());
      while (lexer.next()) {
        assertThat(lexer.kind()).as(sample.sql()).isNotEqualTo(Lexer.Kind.BAD);
        text.append(lexer.text());
      }
      assertThat(text.toString()).isEqualTo(sample.sql());
    }
  }
}
