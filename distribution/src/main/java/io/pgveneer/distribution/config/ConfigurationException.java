package io.pgveneer.distribution.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration has errors; [#findings()] tells each.
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  public ConfigurationException(List<Finding> findings) {
    super(findings.stream().map(Finding::line).collect(Collectors.joining("\n")));
    this.findings = List.copyOf(findings);
  }

  public List<Finding> findings() {
    return findings;
  }
}
