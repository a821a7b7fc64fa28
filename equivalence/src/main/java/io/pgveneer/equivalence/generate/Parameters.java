package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A statement with some of its literals made parameters.
record Parameters(String sql, List<@Nullable String> values) {
  private static final Pattern LITERAL =
      Pattern.compile("(?<![\\w$.])'([^'\\\\|]*)'(?=::| *[),]|$)|(?<= = )\\d+(?![\\w.])");

  static Parameters of(String sql, Lots lots) {
    Matcher matcher = LITERAL.matcher(sql);
    StringBuilder text = new StringBuilder();
    List<@Nullable String> values = new ArrayList<>();
    while (matcher.find()) {
      boolean plain = matcher.group(1) == null || !matcher.group(1).equals("null");
      if (plain && values.size() < 5 && lots.chance(40)) {
        values.add(
            matcher.group(1) == null
                ? matcher.group()
                : matcher.group(1).strip().equals(matcher.group(1))
                    ? matcher.group(1)
                    : matcher.group(1).strip());
        matcher.appendReplacement(text, Matcher.quoteReplacement("$" + values.size()));
      } else {
        matcher.appendReplacement(text, Matcher.quoteReplacement(matcher.group()));
      }
    }
    matcher.appendTail(text);
    return new Parameters(text.toString(), values);
  }
}
