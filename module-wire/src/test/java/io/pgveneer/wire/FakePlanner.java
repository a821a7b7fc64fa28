package io.pgveneer.wire;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.spi.SessionPlanner;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.StatementClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A planner told by its test what to answer. Statements without an answer pass as they are; those
/// that begin a transaction, end one, or begin with SET or CREATE are barriers.
final class FakePlanner implements SessionPlanner {
  final List<String> events = new ArrayList<>();
  final Map<String, Function<String, Plan>> plans = new HashMap<>();
  final Queue<String> pending = new ArrayDeque<>();
  final Set<Plan> stale = new HashSet<>();

  /// What is asked before a statement, by the statement's text; asked once.
  final Map<String, String> waits = new HashMap<>();

  Map<String, String> parameters = Map.of();
  boolean tentative;
  @Nullable String encoding;

  private final Map<String, Plan> staleAfter = new HashMap<>();

  /// The plan no longer holds once this has happened.
  void staleAfter(String event, Plan plan) {
    staleAfter.put(event, plan);
  }

  static Factory factory() {
    return (parameters, version) -> new FakePlanner();
  }

  static Plan pass(String sql) {
    String verb = sql.strip().split("\\W", 2)[0].toUpperCase(Locale.ROOT);
    boolean barrier =
        Set.of("BEGIN", "COMMIT", "ROLLBACK", "SET", "CREATE", "DROP", "ALTER").contains(verb);
    return Plan.passThrough(StatementClass.UNKNOWN, "fake", sql, barrier);
  }

  @Override
  public @Nullable String pending(TransactionStatus transaction) {
    return pending.peek();
  }

  @Override
  public @Nullable String pending(String sql, TransactionStatus transaction) {
    String query = waits.remove(sql);
    if (query != null) {
      pending.add(query);
    }
    return query;
  }

  @Override
  public boolean mayWait(String sql) {
    return waits.containsKey(sql);
  }

  @Override
  public void answered(List<List<@Nullable String>> rows) {
    pending.remove();
    events.add("answered " + rows);
  }

  @Override
  public void unanswered(String sqlState, String message) {
    pending.remove();
    events.add("unanswered " + sqlState + " " + message);
  }

  @Override
  public void interrupted() {
    events.add("interrupted");
  }

  /// Cuts at semicolons that stand outside of quotes and dollar quotes.
  @Override
  public List<Extent> split(String text) {
    List<Extent> extents = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    boolean dollar = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ';' : text.charAt(i);
      quoted ^= c == '\'' && !dollar;
      if (text.startsWith("$$", i)) {
        dollar = !dollar;
        i++;
      }
      if (i >= text.length() || (c == ';' && !quoted && !dollar)) {
        if (!text.substring(start, Math.min(i, text.length())).isBlank()) {
          extents.add(new Extent(start, Math.min(i, text.length())));
        }
        start = i + 1;
      }
    }
    return extents;
  }

  @Override
  public Plan plan(String sql, TransactionStatus transaction, boolean prepared) {
    events.add("plan " + sql.strip() + " " + transaction);
    return plans.getOrDefault(sql.strip(), FakePlanner::pass).apply(sql);
  }

  @Override
  public boolean isTentative() {
    return tentative;
  }

  @Override
  public @Nullable String clientEncoding() {
    return encoding;
  }

  @Override
  public boolean isCurrent(Plan plan) {
    return !stale.contains(plan);
  }

  @Override
  public boolean notice(Map<Character, String> fields) {
    return fields.getOrDefault('C', "").startsWith("PV");
  }

  @Override
  public void completed(Plan plan, String tag) {
    events.add("completed " + tag);
    Plan outdated = staleAfter.get("completed " + tag);
    if (outdated != null) {
      stale.add(outdated);
    }
  }

  @Override
  public void failed(@Nullable Plan plan, Map<Character, String> fields) {
    events.add("failed " + fields.get('C'));
  }

  @Override
  public void ready(TransactionStatus transaction) {
    events.add("ready " + transaction);
  }

  @Override
  public void parameter(String name, String value) {}

  @Override
  public @Nullable ColumnOrigin origin(int relationOid, int attributeNumber) {
    return relationOid == 4711 ? new ColumnOrigin(42, attributeNumber) : null;
  }

  @Override
  public String clientText(String text) {
    return text.replace("merged_42", "users");
  }

  @Override
  public void close() {
    events.add("close");
  }
}
