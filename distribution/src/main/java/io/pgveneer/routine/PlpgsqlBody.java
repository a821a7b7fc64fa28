package io.pgveneer.routine;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Splice;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A PL/pgSQL body: finds the SQL in each statement, and rewrites that.
///
/// Source: PostgreSQL manual, "PL/pgSQL"; `src/pl/plpgsql/src/pl_gram.y`.
final class PlpgsqlBody {
  private static final Set<String> QUERIES = Set.of("select", "with", "values", "table", "(");
  private static final Set<String> WRITES = Set.of("insert", "update", "delete", "merge");

  private final String body;
  private final boolean mayWrite;
  private final Tokens tokens;
  private final Predicate<String> federated;
  private final BodyPlanner planner;
  private final Splice splice;
  private int at;

  PlpgsqlBody(String body, boolean mayWrite, Predicate<String> federated, BodyPlanner planner) {
    this.body = body;
    this.mayWrite = mayWrite;
    this.tokens = new Tokens(body);
    this.federated = federated;
    this.planner = planner;
    this.splice = new Splice(body);
  }

  String rewrite() {
    boolean declaring = false;
    while (at < tokens.size()) {
      String word = tokens.word(at);
      if (word.equals("declare")) {
        declaring = true;
        at++;
      } else if (word.equals("begin")) {
        declaring = false;
        at++;
      } else if (declaring) {
        declaration();
      } else {
        statement(word);
      }
    }
    return splice.apply().text();
  }

  private void declaration() {
    int end = tokens.find(at, ";");
    int cursor = tokens.findBefore(at, end, "for", "is");
    int value = tokens.findBefore(at, end, ":=", "=", "default");
    if (cursor > 0 && tokens.findBefore(at, cursor, "cursor") > 0) {
      query(cursor + 1, end, -1);
    } else if (value > 0) {
      expression(value + 1, end);
    }
    at = end + 1;
  }

  private void statement(String word) {
    switch (word) {
      case "<<" -> at = tokens.find(at, ">>") + 1;
      case "else", "loop", "exception", ";" -> at++;
      case "if", "elsif", "elseif", "when" -> condition("then");
      case "while" -> condition("loop");
      case "case" -> caseStatement();
      case "for", "foreach" -> loop();
      default -> simple(word);
    }
  }

  private void condition(String closing) {
    int end = tokens.find(at + 1, closing);
    expression(at + 1, end);
    at = end + 1;
  }

  private void caseStatement() {
    int when = tokens.find(at + 1, "when");
    expression(at + 1, when);
    at = when;
  }

  private void loop() {
    int end = tokens.find(at, "loop");
    int in = tokens.findBefore(at, end, "in");
    if (in < 0) {
      throw new ImpossibleBodyException("a FOR loop was not understood");
    }
    String first = tokens.word(in + 1);
    if (first.equals("execute")) {
      dynamic(in + 2, end);
    } else if (QUERIES.contains(first) || WRITES.contains(first)) {
      query(in + 1, end, at);
    } else {
      expression(in + 1, end);
    }
    at = end + 1;
  }

  private void simple(String word) {
    int begin = at;
    int end = word.equals("end") ? closing() : tokens.find(at, ";");
    at = end + 1;
    switch (word) {
      case "end", "null", "commit", "rollback", "close", "get" -> {}
      case "return" -> returned(begin, end);
      case "perform" -> performed(begin, end);
      case "execute" -> dynamic(begin + 1, end);
      case "open" -> opened(begin, end);
      case "raise", "assert", "exit", "continue", "fetch", "move" -> expression(begin + 1, end);
      case "select", "with", "values", "table", "insert", "update", "delete", "merge" ->
          query(begin, end, begin);
      default -> assignmentOrUtility(begin, end);
    }
  }

  /// The semicolon behind an END, which the outermost may lack.
  private int closing() {
    int end = tokens.findBefore(at + 1, tokens.size(), ";");
    return end < 0 ? tokens.size() : end;
  }

  private void returned(int begin, int end) {
    if (!tokens.word(begin + 1).equals("query")) {
      expression(begin + 1, end);
    } else if (tokens.word(begin + 2).equals("execute")) {
      dynamic(begin + 3, end);
    } else {
      query(begin + 2, end, begin);
    }
  }

  private void opened(int begin, int end) {
    int target = tokens.findBefore(begin, end, "for");
    if (target < 0) {
      return;
    }
    if (tokens.word(target + 1).equals("execute")) {
      dynamic(target + 2, end);
    } else {
      query(target + 1, end, begin);
    }
  }

  private void performed(int begin, int end) {
    Extent rest = tokens.extent(begin + 1, end);
    if (!mentions(rest)) {
      return;
    }
    Plan plan = Steps.usable(planner.plan("SELECT " + rest.in(body)));
    before(plan, begin);
    splice.replace(rest, plan.main().text().substring("SELECT ".length()));
  }

  private void assignmentOrUtility(int begin, int end) {
    int assignment = tokens.findBefore(begin, end, ":=", "=");
    if (assignment > 0 && tokens.isName(begin) && isTarget(begin, assignment)) {
      expression(assignment + 1, end);
    } else {
      query(begin, end, begin);
    }
  }

  /// Whether the tokens are a variable, with fields and subscripts: `r.a[1]`.
  private boolean isTarget(int begin, int end) {
    for (int i = begin + 1; i < end; i++) {
      String word = tokens.word(i);
      if (word.equals("[")) {
        return true;
      }
      if (!word.equals(".") && !tokens.word(i - 1).equals(".")) {
        return false;
      }
    }
    return true;
  }

  /// A statement of SQL, with an INTO of PL/pgSQL's own perhaps.
  ///
  /// @param stepsAt the token before which steps can stand, or -1
  private void query(int begin, int end, int stepsAt) {
    Extent extent = tokens.extent(begin, end);
    if (!mentions(extent)) {
      return;
    }
    int into = intoClause(begin, end);
    String sql = extent.in(body);
    String suffix = "";
    if (into >= 0) {
      Extent clause = tokens.extent(into, intoEnd(into));
      suffix = " " + clause.in(body);
      sql =
          body.substring(extent.start(), clause.start())
              + " ".repeat(clause.end() - clause.start())
              + body.substring(clause.end(), extent.end());
    }
    Plan plan = Steps.usable(planner.plan(sql));
    if (!plan.before().isEmpty() && stepsAt < 0) {
      throw new ImpossibleBodyException("a cursor's query would have to copy rows up");
    }
    before(plan, stepsAt);
    splice.replace(extent, plan.main().text() + suffix);
  }

  private void before(Plan plan, int token) {
    if (!plan.before().isEmpty()) {
      splice.insert(
          tokens.start(token),
          plan.before().stream().map(Steps::perform).collect(Collectors.joining()));
    }
  }

  /// The INTO that names variables, or -1: not that of INSERT INTO and MERGE INTO.
  private int intoClause(int begin, int end) {
    for (int i = begin; i < end; i = i + 1) {
      int into = tokens.findBefore(i, end, "into");
      if (into < 0) {
        return -1;
      }
      String verb = into == begin ? "" : tokens.word(into - 1);
      if (!verb.equals("insert") && !verb.equals("merge")) {
        return into;
      }
      i = into;
    }
    return -1;
  }

  private int intoEnd(int into) {
    int i = into + 1;
    if (tokens.word(i).equals("strict")) {
      i++;
    }
    boolean name = true;
    while (name) {
      i++;
      while (tokens.word(i).equals(".") || tokens.word(i).equals("[")) {
        i = tokens.word(i).equals(".") ? i + 2 : tokens.find(i + 1, "]") + 1;
      }
      name = tokens.word(i).equals(",");
      if (name) {
        i++;
      }
    }
    return i;
  }

  private void expression(int begin, int end) {
    Extent extent = tokens.extent(begin, end);
    if (extent.start() >= extent.end() || !mentions(extent) || !hasQuery(begin, end)) {
      return;
    }
    Plan plan = Steps.usable(planner.plan("SELECT " + extent.in(body)));
    if (!plan.before().isEmpty()) {
      throw new ImpossibleBodyException("an expression would have to copy rows up");
    }
    splice.replace(extent, plan.main().text().substring("SELECT ".length()));
  }

  private boolean hasQuery(int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (QUERIES.contains(tokens.word(i)) && !tokens.word(i).equals("(")) {
        return true;
      }
      if (tokens.word(i).equals("from")) {
        return true;
      }
    }
    return false;
  }

  /// EXECUTE: what the text will be is known only when it runs, so it is looked at then.
  private void dynamic(int begin, int end) {
    int stop = end;
    int clause = tokens.findBefore(begin, end, "using", "into");
    if (clause > 0) {
      stop = clause;
    }
    Extent text = tokens.extent(begin, stop);
    splice.insert(text.start(), "pgveneer.dynamic_sql((");
    splice.insert(text.end(), ")::text, " + mayWrite + ")");
  }

  private boolean mentions(Extent extent) {
    return RoutineBodies.mentions(extent.in(body), federated);
  }
}
