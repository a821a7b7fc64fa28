package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Column;
import io.pgveneer.equivalence.client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Turns what a server said into lines that are equal exactly when a client could see no
/// difference.
///
/// Left out or made neutral: source files and lines of errors, process numbers, OIDs of user
/// objects (their names stand instead), names of databases, numbers of temporary schemas, where
/// notices stand among the rows, the sign of NaN.
final class Transcript {
  private static final Set<Character> NOT_COMPARED = Set.of('F', 'L', 'R');
  private static final Pattern PROCESS = Pattern.compile("\\b([Pp]rocess|PID) \\d+");
  private static final Pattern TEMPORARY = Pattern.compile("\\bpg_(toast_)?temp_\\d+");
  private static final Pattern OBJECT =
      Pattern.compile("\\b(OID|relation|database|type|attribute \\d+ of type) \\d{5,}");
  private static final Pattern DATABASE = Pattern.compile("\\bt\\d+_\\d+(_\\w+)?\\b");

  /// As binary results show a NaN that was computed: text has no sign for it.
  private static final Set<String> SIGNED_NAN = Set.of("\\xffc00000", "\\xfff8000000000000");

  private static final Pattern TUPLE = Pattern.compile("tuple \\(\\d+,\\d+\\)");

  private final Names names;
  private final boolean ordered;
  private final List<String> main = new ArrayList<>();
  private final List<String> rows = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final List<String> asides = new ArrayList<>();
  private List<Column> columns = List.of();

  private Transcript(Names names, boolean ordered) {
    this.names = names;
    this.ordered = ordered;
  }

  static List<String> of(List<Reply> replies, Names names, boolean ordered) {
    Transcript transcript = new Transcript(names, ordered);
    replies.forEach(transcript::add);
    transcript.endRows();
    List<String> lines = new ArrayList<>(transcript.main);
    lines.addAll(transcript.notices);
    transcript.asides.sort(null);
    lines.addAll(transcript.asides);
    return lines;
  }

  private void add(Reply reply) {
    switch (reply) {
      case Reply.Row(List<String> cells) -> {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
          shown.add(element(i, unsigned(cells.get(i))));
        }
        rows.add("row " + String.join(" | ", shown));
      }
      case Reply.CopyData(String data) -> rows.add("data " + neutral(data).stripTrailing());
      case Reply.Notice(Map<Character, String> fields) -> notices.add("notice " + fields(fields));
      case Reply.Setting(String name, String value) ->
          asides.add("setting " + name + " = " + value);
      case Reply.Notification(String channel, String payload) ->
          asides.add("notification " + channel + " " + payload);
      default -> {
        endRows();
        message(reply);
      }
    }
  }

  private void message(Reply reply) {
    switch (reply) {
      case Reply.Columns(List<Column> described) -> {
        columns = described;
        main.add("columns " + columns.size());
        columns.forEach(this::column);
      }
      case Reply.Failure(Map<Character, String> fields) -> main.add("error " + fields(fields));
      case Reply.Tag(String text) -> main.add("tag " + text);
      case Reply.Ready(char status) -> main.add("ready " + status);
      case Reply.Mark(String name) -> main.add(name);
      case Reply.Parameters(List<Integer> types) ->
          main.add("parameters " + types.stream().map(names::type).toList());
      case Reply.CopyStart(char message, int format, List<Integer> formats) ->
          main.add("copy " + message + " format " + format + " columns " + formats);
      case Reply.Closed() -> main.add("CONNECTION CLOSED");
      case Reply.Silence() -> main.add("NO ANSWER WITHIN " + Session.PATIENCE.toSeconds() + " S");
      case Reply.Row _, Reply.CopyData _, Reply.Notice _, Reply.Setting _, Reply.Notification _ ->
          throw new IllegalStateException("handled before: " + reply);
    }
  }

  private void column(Column column) {
    main.add(
        "column "
            + column.name()
            + " type "
            + names.type(column.type())
            + " size "
            + column.size()
            + " modifier "
            + column.modifier()
            + " format "
            + column.format()
            + " of "
            + neutral(names.origin(column.table(), column.attribute())));
  }

  private void endRows() {
    if (!ordered) {
      rows.sort(null);
    }
    main.addAll(rows);
    rows.clear();
  }

  private static String fields(Map<Character, String> fields) {
    Map<Character, String> compared = new TreeMap<>(fields);
    compared.keySet().removeAll(NOT_COMPARED);
    return compared.entrySet().stream()
        .map(field -> field.getKey() + "=" + neutral(field.getValue()))
        .collect(Collectors.joining("; "));
  }

  /// A cell with the name of its elements' type in place of the OID, where it is a binary array of
  /// a type of the user's: `ndim int32, flags int32, type int32, …`.
  private String element(int index, String cell) {
    boolean array =
        index < columns.size()
            && columns.get(index).format() == 1
            && names.type(columns.get(index).type()).contains("._")
            && cell.matches("\\\\x[0-9a-f]{24,}");
    return array
        ? cell.substring(0, 18)
            + names.type(Integer.parseUnsignedInt(cell.substring(18, 26), 16))
            + cell.substring(26)
        : cell;
  }

  private static String unsigned(String cell) {
    return SIGNED_NAN.contains(cell) ? "NaN" : cell.replaceAll("^\\\\x7f(c0{5}|f80{12})$", "NaN");
  }

  private static String neutral(String text) {
    String neutral = PROCESS.matcher(text).replaceAll("$1 #");
    neutral = TEMPORARY.matcher(neutral).replaceAll("pg_$1temp_#");
    neutral = OBJECT.matcher(neutral).replaceAll("$1 #");
    neutral = DATABASE.matcher(neutral).replaceAll("#");
    return TUPLE.matcher(neutral).replaceAll("tuple #");
  }
}
