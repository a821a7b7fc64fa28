package io.pgveneer.kernel;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.StatementHandlerProvider;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Loads third-party handlers: one sub-directory of the plugins folder, one module layer.
///
/// Plugins see the product's API modules and the JDK, and never each other.
public final class PluginLayers {
  private PluginLayers() {}

  /// @param folder may be missing: then there are none
  /// Errors: PgveneerException where a sub-directory cannot be read, is no set of modules, or
  /// provides no handler.
  public static List<ModuleLayer> load(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Set<Path> directories = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
      entries.forEach(directories::add);
    } catch (IOException failure) {
      throw broken("cannot read plugins folder " + folder, failure);
    }
    List<ModuleLayer> layers = new ArrayList<>();
    for (Path directory : directories) {
      layers.add(layer(directory));
    }
    return List.copyOf(layers);
  }

  private static ModuleLayer layer(Path directory) {
    try {
      ModuleFinder finder = ModuleFinder.of(directory);
      Set<String> names =
          finder.findAll().stream()
              .map(ModuleReference::descriptor)
              .map(descriptor -> descriptor.name())
              .collect(Collectors.toSet());
      ModuleLayer parent = ourLayer();
      Configuration configuration =
          parent.configuration().resolveAndBind(finder, ModuleFinder.of(), names);
      ModuleLayer layer =
          parent.defineModulesWithOneLoader(configuration, PluginLayers.class.getClassLoader());
      boolean provides =
          layer.modules().stream()
              .flatMap(module -> module.getDescriptor().provides().stream())
              .anyMatch(
                  provided ->
                      provided.service().equals(StatementHandlerProvider.class.getName())
                          || provided.service().equals(ReadStrategy.class.getName()));
      if (!provides) {
        throw broken(
            "plugin " + directory + " provides neither a statement handler nor a read strategy",
            null);
      }
      return layer;
    } catch (FindException | ResolutionException failure) {
      throw broken("plugin " + directory + " cannot be loaded: " + failure.getMessage(), failure);
    }
  }

  private static ModuleLayer ourLayer() {
    ModuleLayer own = PluginLayers.class.getModule().getLayer();
    return own == null ? ModuleLayer.boot() : own;
  }

  private static PgveneerException broken(
      String message, @org.jspecify.annotations.Nullable Throwable cause) {
    SqlError error = new SqlError("F0000", message, null, null, 0);
    return cause == null
        ? new PgveneerException(PgveneerException.Category.USER, error)
        : new PgveneerException(PgveneerException.Category.USER, error, cause);
  }
}
