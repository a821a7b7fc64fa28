package io.pgveneer.distribution.cli;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.pgveneer.distribution.config.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Findings as JSON: `{"ok": …, "findings": [{"severity", "key", "origin", "problem", "advice"},
/// …]}`.
final class FindingsJson {
  private FindingsJson() {}

  static String of(List<Finding> findings) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ok", findings.stream().noneMatch(Finding::isError));
    document.put("findings", findings.stream().map(FindingsJson::fields).toList());
    return ConfigValueFactory.fromMap(document)
        .render(ConfigRenderOptions.concise().setFormatted(true))
        .stripTrailing();
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    fields.put("key", finding.key());
    if (finding.origin() != null) {
      fields.put("origin", finding.origin());
    }
    fields.put("problem", finding.problem());
    fields.put("advice", finding.advice());
    return fields;
  }
}
