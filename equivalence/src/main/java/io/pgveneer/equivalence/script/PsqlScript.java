package io.pgveneer.equivalence.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The statements of a script that was written for psql.
///
/// Variables of `\getenv` and `\set` are put in. What psql would compute by itself (`\gset`, `\d`,
/// `\crosstabview` and the like) is left out, and so are statements that need it.
public final class PsqlScript {
  private static final Pattern VARIABLE = Pattern.compile("(?<![:\\w]):(['\"]?)([A-Za-z_]\\w*)\\1");
  private static final Pattern SENDS =
      Pattern.compile("(?s)(.*?)\\s*\\\\g(x?)(\\s+\\([^)]*\\))?\\s*");
  private static final Pattern COMPUTES =
      Pattern.compile(
          "(?s)(.*)\\\\(gset|gexec|gdesc|crosstabview|watch|bind|bind_named|parse|g|gx|close_prepared"
              + "|sendpipeline|if|elif|else|endif|o)\\b.*");
  private static final Pattern COPIES = Pattern.compile("(?is)COPY\\b.*\\bFROM\\s+STDIN\\b.*");
  private static final Pattern ATOMIC =
      Pattern.compile(
          "(?is)\\s*CREATE\\s+(OR\\s+REPLACE\\s+)?(FUNCTION|PROCEDURE)\\b.*\\bBEGIN\\s+ATOMIC\\b.*");
  private static final Pattern ATOMIC_END = Pattern.compile("(?is).*\\bEND\\s*;\\s*");

  private final List<String> lines;
  private final Map<String, String> environment;
  private final Map<String, String> variables = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final StringBuilder pending = new StringBuilder();
  private int at;

  private PsqlScript(String text, Map<String, String> environment) {
    this.lines = text.lines().toList();
    this.environment = environment;
  }

  /// @param environment what `\getenv` reads
  public static List<Step> read(String text, Map<String, String> environment) {
    return new PsqlScript(text, environment).read();
  }

  private List<Step> read() {
    while (at < lines.size()) {
      String line = lines.get(at++);
      if (pending.toString().isBlank() && line.startsWith("\\")) {
        pending.setLength(0);
        command(line);
      } else if (!(pending.isEmpty() && (line.isBlank() || line.startsWith("--")))) {
        text(line);
      }
    }
    return List.copyOf(steps);
  }

  private void text(String line) {
    Matcher sends = SENDS.matcher(line);
    if (line.contains("\\;")) {
      pending.append(line).append('\n');
    } else if (sends.matches() && !line.contains("'")) {
      pending.append(sends.group(1)).append(";\n");
    } else if (COMPUTES.matcher(line).matches() && !line.contains("'\\")) {
      pending.setLength(0);
    } else {
      pending.append(line).append('\n');
    }
    String whole = pending.toString();
    if (isComplete(whole)) {
      pending.setLength(0);
      if (whole.contains("\\;")) {
        put(whole.replace("\\;", ";"), true);
      } else if (ATOMIC.matcher(whole).matches()) {
        put(whole.strip().replaceAll(";$", ""), false);
      } else {
        Statements.split(whole).forEach(sql -> put(sql, false));
      }
    }
  }

  private static boolean isComplete(String text) {
    return Statements.isComplete(text)
        && (!ATOMIC.matcher(text).matches() || ATOMIC_END.matcher(text).matches());
  }

  private void put(String sql, boolean several) {
    String data = null;
    if (COPIES.matcher(sql).matches()) {
      StringBuilder rows = new StringBuilder();
      while (at < lines.size() && !lines.get(at).equals("\\.")) {
        rows.append(lines.get(at++)).append('\n');
      }
      at++;
      data = rows.toString();
    }
    String resolved = resolve(sql);
    if (resolved != null) {
      add(several ? new Step.Script(resolved) : new Step.Statement(resolved, data));
    }
  }

  private void add(Step.Action action) {
    steps.add(new Step(at, "a", action, Marks.NONE));
  }

  private @Nullable String resolve(String sql) {
    Matcher matcher = VARIABLE.matcher(sql);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String value = variables.get(matcher.group(2));
      if (value == null) {
        // not one of psql's, such as a slice of an array, unless it is quoted
        if (!matcher.group(1).isEmpty()) {
          return null;
        }
        matcher.appendReplacement(resolved, Matcher.quoteReplacement(matcher.group()));
      } else {
        String quote = matcher.group(1);
        matcher.appendReplacement(resolved, Matcher.quoteReplacement(quote + value + quote));
      }
    }
    return matcher.appendTail(resolved).toString();
  }

  private void command(String line) {
    String[] words = line.strip().split("\\s+", 3);
    String rest = words.length > 2 ? words[2] : "";
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "\\getenv" ->
          variables.put(words[1], Objects.requireNonNullElse(environment.get(rest), ""));
      case "\\set" -> {
        if (words.length > 1) {
          variables.put(words[1], join(rest));
        }
      }
      case "\\c", "\\connect" -> add(new Step.Disconnect());
      default -> {
        // psql's own affair
      }
    }
  }

  /// Arguments of `\set` are put behind each other.
  private String join(String arguments) {
    StringBuilder value = new StringBuilder();
    Matcher words = Pattern.compile("'((?:[^']|'')*)'|:(\\w+)|(\\S+)").matcher(arguments);
    while (words.find()) {
      if (words.group(1) != null) {
        value.append(words.group(1).replace("''", "'"));
      } else if (words.group(2) != null) {
        value.append(variables.getOrDefault(words.group(2), ""));
      } else {
        value.append(words.group(3));
      }
    }
    return value.toString();
  }
}
