package io.pgveneer.distribution.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Reads one file, HOCON or YAML, into one kind of tree whose values know their lines.
final class ConfigurationFile {
  private ConfigurationFile() {}

  /// @return the tree; empty where a finding tells why it could not be read
  static Config read(Path file, List<Finding> findings) {
    try {
      String text = Files.readString(file);
      return isYaml(file) ? YamlTree.read(file, text, findings) : hocon(file, findings);
    } catch (NoSuchFileException e) {
      findings.add(Finding.error("", file.toString(), "there is no such file", "check the path"));
    } catch (CharacterCodingException e) {
      findings.add(Finding.error("", file.toString(), "it is not UTF-8 text", "save it as UTF-8"));
    } catch (IOException e) {
      findings.add(
          Finding.error(
              "",
              file.toString(),
              "it cannot be read (" + e.getClass().getSimpleName() + ")",
              "check that it is a file and its permissions"));
    }
    return ConfigFactory.empty();
  }

  private static boolean isYaml(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static Config hocon(Path file, List<Finding> findings) {
    try {
      return ConfigFactory.parseFile(file.toFile()).resolve();
    } catch (ConfigException e) {
      // The parser's own message may quote a password.
      int line = e.origin() == null ? 0 : e.origin().lineNumber();
      boolean substitution = e instanceof ConfigException.UnresolvedSubstitution;
      findings.add(
          Finding.error(
              "",
              Origins.text(file, line),
              substitution
                  ? "a ${…} here has no value"
                  : "this line, or one before it, is not HOCON",
              substitution
                  ? "set what it refers to, or write ${?…}"
                  : "close quotes and braces, and put double quotes around text with : or // in it"));
      return ConfigFactory.empty();
    }
  }
}
