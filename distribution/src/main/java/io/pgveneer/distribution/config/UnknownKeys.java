package io.pgveneer.distribution.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Keys of a file that no setting has, most of them slips of the pen.
final class UnknownKeys {
  private UnknownKeys() {}

  static void report(Config given, List<Finding> findings) {
    report("", given.root(), findings);
  }

  private static void report(String prefix, ConfigObject object, List<Finding> findings) {
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
      String path = prefix + plain(entry.getKey());
      boolean section = Key.ALL.stream().anyMatch(key -> key.path().startsWith(path + "."));
      if (section && entry.getValue() instanceof ConfigObject inner) {
        report(path + ".", inner, findings);
      } else if (Key.find(path) == null) {
        findings.add(unknown(path, section, entry.getValue()));
      }
    }
  }

  private static Finding unknown(String path, boolean section, ConfigValue value) {
    String origin = Origins.text(value.origin());
    if (section) {
      return Finding.error(
          path, origin, "this is a section, not a single value", "give its settings in braces");
    }
    List<String> paths = Key.ALL.stream().map(Key::path).toList();
    return Finding.error(
        path, origin, "there is no such setting", advice(path, paths, "remove it"));
  }

  /// `did you mean listen?`, or what else to do.
  static String advice(String name, Collection<String> known, String otherwise) {
    String best = "";
    int least = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int distance = EditDistance.between(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? otherwise : "did you mean " + best + "?";
  }

  private static String plain(String key) {
    return key.matches("[A-Za-z0-9_-]+") ? key : ConfigUtil.quoteString(key);
  }
}
