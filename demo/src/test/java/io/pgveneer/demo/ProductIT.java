package io.pgveneer.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The module path as it is shipped.
class ProductIT {
  private static final Path LIBRARIES = Path.of("target", "lib");
  private static final ModuleFinder FINDER = ModuleFinder.of(LIBRARIES);

  @Test
  void shouldConsistOfTheseModulesOfOurs() {
    assertThat(ours().keySet())
        .containsExactly(
            "io.pgveneer.api",
            "io.pgveneer.demo",
            "io.pgveneer.distribution",
            "io.pgveneer.fdw",
            "io.pgveneer.rewrite.ddl",
            "io.pgveneer.rewrite.dml",
            "io.pgveneer.rewrite.select",
            "io.pgveneer.schema",
            "io.pgveneer.testkit",
            "io.pgveneer.wire");
  }

  @Test
  void shouldHaveNoAutomaticModuleOfOursAndAVersionForEach() {
    assertThat(ours().values())
        .allSatisfy(
            module -> {
              assertThat(module.isAutomatic()).isFalse();
              assertThat(module.rawVersion()).isPresent();
            });
  }

  @Test
  void shouldExportWhatIsMeantToBeUsedAndNoMore() {
    // When
    Map<String, Set<String>> exports = new TreeMap<>();
    ours().forEach((name, module) -> exports.put(name, exports(module)));

    // Then
    assertThat(exports)
        .containsEntry(
            "io.pgveneer.api", Set.of("io.pgveneer.api", "io.pgveneer.spi", "io.pgveneer.sql"))
        .containsEntry(
            "io.pgveneer.wire",
            Set.of(
                "io.pgveneer.wire",
                "io.pgveneer.wire.metrics",
                "io.pgveneer.wire.scram",
                "io.pgveneer.wire.tls"))
        .containsEntry("io.pgveneer.schema", Set.of("io.pgveneer.schema"))
        .containsEntry("io.pgveneer.fdw", Set.of("io.pgveneer.fdw"))
        .containsEntry("io.pgveneer.rewrite.select", Set.of())
        .containsEntry("io.pgveneer.rewrite.dml", Set.of())
        .containsEntry("io.pgveneer.rewrite.ddl", Set.of());
  }

  @Test
  void shouldFindEveryHandlerFromTheCommandLinesModuleAlone() {
    // When
    Configuration resolved =
        Configuration.empty()
            .resolveAndBind(FINDER, ModuleFinder.ofSystem(), Set.of("io.pgveneer.distribution"));

    // Then
    Set<String> names =
        resolved.modules().stream().map(ResolvedModule::name).collect(Collectors.toSet());
    assertThat(names)
        .containsAll(provided("io.pgveneer.spi.StatementHandlerProvider").keySet())
        .containsAll(provided("io.pgveneer.spi.ReadRewriter").keySet())
        .contains("ch.qos.logback.classic")
        // of these Calcite, an automatic module, cannot say that it needs them
        .contains("com.fasterxml.jackson.core", "com.google.common", "org.apache.commons.codec")
        .doesNotContain("io.pgveneer.demo", "io.pgveneer.testkit");
    assertThat(provided("io.pgveneer.spi.StatementHandlerProvider"))
        .containsKeys(
            "io.pgveneer.rewrite.ddl", "io.pgveneer.rewrite.dml", "io.pgveneer.rewrite.select");
    assertThat(provided("io.pgveneer.spi.ReadRewriter"))
        .containsOnlyKeys("io.pgveneer.rewrite.select");
    assertThat(provided("io.pgveneer.spi.ReadStrategy"))
        .containsOnlyKeys("io.pgveneer.rewrite.select");
  }

  private static Map<String, List<String>> provided(String service) {
    Map<String, List<String>> provided = new TreeMap<>();
    ours()
        .forEach(
            (name, module) ->
                module.provides().stream()
                    .filter(provides -> provides.service().equals(service))
                    .forEach(provides -> provided.put(name, provides.providers())));
    return provided;
  }

  private static Set<String> exports(ModuleDescriptor module) {
    return module.exports().stream()
        .filter(exports -> !exports.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, ModuleDescriptor> ours() {
    Map<String, ModuleDescriptor> ours = new TreeMap<>();
    FINDER.findAll().stream()
        .map(ModuleReference::descriptor)
        .filter(descriptor -> descriptor.name().startsWith("io.pgveneer"))
        .forEach(descriptor -> ours.put(descriptor.name(), descriptor));
    return ours;
  }
}
