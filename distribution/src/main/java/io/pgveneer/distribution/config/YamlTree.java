package io.pgveneer.distribution.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Reads YAML 1.2 into the tree that HOCON makes, each value with its line.
final class YamlTree {
  private final Path file;
  private final List<Finding> findings;
  private final Set<Node> open = new HashSet<>();

  private YamlTree(Path file, List<Finding> findings) {
    this.file = file;
    this.findings = findings;
  }

  static Config read(Path file, String text, List<Finding> findings) {
    YamlTree tree = new YamlTree(file, findings);
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, text));
      Node root = new Composer(settings, parser).getSingleNode().orElse(null);
      return tree.root(root);
    } catch (MarkedYamlEngineException e) {
      // Only the line: the message shows a snippet, which may hold a password.
      tree.error(e.getProblemMark().orElse(null), "this line, or one before it, is not YAML");
    } catch (YamlEngineException e) {
      tree.error(null, "it is not YAML");
    }
    return ConfigFactory.empty();
  }

  private Config root(@Nullable Node root) {
    if (root == null || Tag.NULL.equals(root.getTag())) {
      return ConfigFactory.empty();
    }
    if (!(root instanceof MappingNode mapping)) {
      error(root.getStartMark().orElse(null), "this is not a mapping of settings");
      return ConfigFactory.empty();
    }
    return config(mapping);
  }

  private Config config(MappingNode mapping) {
    Config config = ConfigFactory.empty();
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        error(entry.getKeyNode().getStartMark().orElse(null), "a key here is not plain text");
        continue;
      }
      if (!seen.add(key.getValue())) {
        error(key.getStartMark().orElse(null), "a key here stands twice");
        continue;
      }
      try {
        // As a path, so that a key with dots means the same as in HOCON.
        Config single =
            ConfigFactory.empty().withValue(key.getValue(), value(entry.getValueNode()));
        config = single.withFallback(config);
      } catch (ConfigException.BadPath e) {
        error(key.getStartMark().orElse(null), "a key here is not a setting's name");
      }
    }
    return config;
  }

  private ConfigValue value(Node node) {
    if (!open.add(node)) {
      error(node.getStartMark().orElse(null), "an alias here refers to itself");
      return ConfigValueFactory.fromAnyRef("");
    }
    try {
      ConfigValue value =
          switch (node) {
            case MappingNode mapping -> config(mapping).root();
            case SequenceNode sequence -> list(sequence);
            default -> scalar(node);
          };
      return value.withOrigin(origin(node));
    } finally {
      open.remove(node);
    }
  }

  private ConfigValue list(SequenceNode sequence) {
    List<ConfigValue> values = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      values.add(value(node));
    }
    return ConfigValueFactory.fromIterable(values);
  }

  private static ConfigValue scalar(Node node) {
    boolean empty = Tag.NULL.equals(node.getTag()) || !(node instanceof ScalarNode);
    return ConfigValueFactory.fromAnyRef(empty ? null : ((ScalarNode) node).getValue());
  }

  private ConfigOrigin origin(Node node) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(-1);
    return ConfigOriginFactory.newFile(file.toString()).withLineNumber(line);
  }

  private void error(@Nullable Mark mark, String problem) {
    findings.add(
        Finding.error(
            "",
            Origins.text(file, mark == null ? 0 : mark.getLine() + 1),
            problem,
            "check indentation, quotes and colons"));
  }
}
