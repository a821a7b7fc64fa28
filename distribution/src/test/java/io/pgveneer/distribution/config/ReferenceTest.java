package io.pgveneer.distribution.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `reference.conf`, the code and `docs/configuration.md` say the same.
///
/// Property `pgveneer.write-docs` writes the page's table anew.
class ReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String BEGIN = "<!-- settings: begin -->\n";
  private static final String END = "<!-- settings: end -->";

  private final Config reference = Configuration.defaults();

  @Test
  void shouldListEveryKeyOfTheCodeAndNoOther() {
    assertThat(values().keySet())
        .containsExactlyInAnyOrderElementsOf(Key.ALL.stream().map(Key::path).toList());
  }

  @Test
  void shouldTellEachKeysUnitAndMinimum() {
    for (Key key : Key.ALL) {
      String line = valueLine(values().get(key.path()));
      assertThat(line).as(key.path()).startsWith("Value: ");
      assertThat(line.contains("required")).as(key.path()).isEqualTo(key.required());
      switch (key.kind()) {
        case NUMBER -> assertThat(line).endsWith("number, minimum " + key.minimum() + ".");
        case DURATION -> {
          String minimum = line.replaceAll(".*minimum |\\.$", "");
          assertThat(Durations.parse(minimum).toMillis()).isEqualTo(key.minimum());
        }
        default -> assertThat(line).as(key.path()).doesNotContain("minimum");
      }
    }
  }

  @Test
  void shouldGiveEachKeyAVariableOfItsOwn() {
    assertThat(Key.ALL.stream().map(Key::variable)).doesNotHaveDuplicates();
  }

  @Test
  void shouldStandInTheDocumentation() throws IOException {
    // Given
    String page = Files.readString(PAGE);
    String expected = table();

    // When
    if (Boolean.getBoolean("pgveneer.write-docs")) {
      int begin = page.indexOf(BEGIN) + BEGIN.length();
      page = page.substring(0, begin) + expected + page.substring(page.indexOf(END));
      Files.writeString(PAGE, page);
    }

    // Then
    assertThat(page).contains(BEGIN + expected + END);
  }

  private String table() {
    StringBuilder text = new StringBuilder();
    text.append("| key | environment | value | default | what it is |\n|---|---|---|---|---|\n");
    values().forEach((path, value) -> text.append(row(path, value)));
    return text.toString();
  }

  private static String row(String path, ConfigValue value) {
    List<String> comments = comments(value);
    boolean none = value.valueType() == ConfigValueType.NULL;
    return String.format(
        Locale.ROOT,
        "| `%s` | `PGVENEER_%s` | %s | %s | %s |%n",
        path,
        path.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT),
        valueLine(value).replaceFirst("Value: (.*)\\.", "$1"),
        none ? "none" : "`" + value.unwrapped() + "`",
        String.join(" ", comments.subList(0, comments.size() - 1)));
  }

  private Map<String, ConfigValue> values() {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    collect("", reference.root(), values);
    return values;
  }

  /// In the order of the file.
  private static void collect(String prefix, ConfigObject object, Map<String, ConfigValue> into) {
    object.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
        .forEach(
            entry -> {
              String path = prefix + entry.getKey();
              if (entry.getValue() instanceof ConfigObject inner) {
                collect(path + ".", inner, into);
              } else {
                into.put(path, entry.getValue());
              }
            });
  }

  private static List<String> comments(ConfigValue value) {
    return value.origin().comments().stream().map(String::strip).toList();
  }

  private static String valueLine(ConfigValue value) {
    List<String> comments = comments(value);
    return comments.isEmpty() ? "" : comments.getLast();
  }
}
