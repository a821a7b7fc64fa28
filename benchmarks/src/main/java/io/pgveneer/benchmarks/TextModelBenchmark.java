package io.pgveneer.benchmarks;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Mentions;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.OutlineCache;
import io.pgveneer.sql.Outlines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the text model costs for a SELECT of 158 characters.
///
/// Each call takes the next of a thousand statements that differ in names and literals, made from
/// bytes as they come from the wire, so that no String remembers its hash.
@State(Scope.Thread)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TextModelBenchmark {
  private static final int STATEMENTS = 1024;

  private final byte[][] statements = new byte[STATEMENTS][];
  private final OutlineCache cache = new OutlineCache();
  private final Outline outline = Outlines.of(statement(0));
  private int next;

  static String statement(int i) {
    return ("SELECT u%d.id, u%d.email, count(o.id) FROM users u%d LEFT JOIN orders o ON"
            + " o.user_id = u%d.id WHERE u%d.created_at > $1 AND o.state IN ('a')"
            + " GROUP BY 1, 2 LIMIT %d")
        .formatted(i % 9, i % 9, i % 9, i % 9, i % 9, 10 + i % 90);
  }

  @Setup
  public void prepare() {
    for (int i = 0; i < STATEMENTS; i++) {
      statements[i] = statement(i).getBytes(StandardCharsets.UTF_8);
      cache.outline(statement(i));
    }
  }

  private String nextStatement() {
    next = (next + 1) & (STATEMENTS - 1);
    return new String(statements[next], StandardCharsets.UTF_8);
  }

  /// What the other figures hold for making the String.
  @Benchmark
  public String decode() {
    return nextStatement();
  }

  @Benchmark
  public int lex() {
    String sql = nextStatement();
    Lexer lexer = new Lexer(sql, new Extent(0, sql.length()), true);
    int tokens = 0;
    while (lexer.nextSignificant()) {
      tokens++;
    }
    return tokens;
  }

  /// A statement never seen.
  @Benchmark
  public Outline outline() {
    return Outlines.of(nextStatement());
  }

  /// A statement seen before.
  @Benchmark
  public Outline cached() {
    return cache.outline(nextStatement());
  }

  @Benchmark
  public List<Extent> secondOpinion() {
    return Mentions.unaccounted(outline, true, (schema, name) -> name.equals("users"));
  }
}
