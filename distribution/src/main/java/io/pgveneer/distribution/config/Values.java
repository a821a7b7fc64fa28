package io.pgveneer.distribution.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The values of a tree by their keys. Each bad one becomes a finding and reads as null, as does
/// one
/// that is not set.
final class Values {
  private final Config tree;
  private final List<Finding> findings;

  Values(Config tree, List<Finding> findings) {
    this.tree = tree;
    this.findings = findings;
  }

  <T> @Nullable T value(Key key, Function<String, T> parser) {
    if (!tree.hasPath(key.path())) {
      if (key.required()) {
        findings.add(
            Finding.error(key.path(), null, "it is not set", "set it, or " + key.variable()));
      }
      return null;
    }
    try {
      return parser.apply(tree.getString(key.path()));
    } catch (ConfigException.WrongType e) {
      findings.add(
          Finding.error(key.path(), origin(key), "it is not a single value", Advice.of(key)));
    } catch (IllegalArgumentException e) {
      String problem = e.getMessage() == null ? "it is not a good value" : e.getMessage();
      findings.add(Finding.error(key.path(), origin(key), problem, Advice.of(key)));
    }
    return null;
  }

  /// A list, or a text with commas, as variables of the environment have it.
  ///
  /// @param parser of each entry
  <T> @Nullable List<T> list(Key key, Function<String, T> parser) {
    try {
      boolean plain = tree.getValue(key.path()).valueType() != ConfigValueType.LIST;
      Stream<String> texts =
          plain
              ? Arrays.stream(tree.getString(key.path()).split(",", -1))
              : tree.getStringList(key.path()).stream();
      return texts.map(String::strip).filter(text -> !text.isEmpty()).map(parser).toList();
    } catch (ConfigException.WrongType e) {
      error(key, "it is not a list of texts", Advice.of(key));
    } catch (IllegalArgumentException e) {
      error(key, String.valueOf(e.getMessage()), Advice.of(key));
    }
    return null;
  }

  void error(Key key, String problem, String advice) {
    findings.add(Finding.error(key.path(), origin(key), problem, advice));
  }

  @Nullable Long number(Key key, long maximum) {
    return value(
        key,
        text -> {
          long number = whole(text);
          if (number < key.minimum() || number > maximum) {
            throw new IllegalArgumentException(
                text + (number > maximum ? " is more than " + maximum : below(key.minimum() + "")));
          }
          return number;
        });
  }

  private static long whole(String text) {
    try {
      return Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
  }

  @Nullable Duration duration(Key key) {
    return value(
        key,
        text -> {
          Duration duration = Durations.parse(text);
          if (duration.toMillis() < key.minimum()) {
            throw new IllegalArgumentException(text + below(key.minimum() + "ms"));
          }
          return duration;
        });
  }

  private static String below(String minimum) {
    return " is less than the minimum, " + minimum;
  }

  static Boolean flag(String text) {
    return switch (text) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  @Nullable String origin(Key key) {
    return tree.hasPath(key.path()) ? Origins.text(tree.getValue(key.path()).origin()) : null;
  }
}
