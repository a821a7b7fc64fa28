package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The proxy as it is shipped, modules and all, in a module layer of its own inside this JVM.
///
/// Tests run on the class path, where services that only `module-info.java` declares would not be
/// found.
public final class ProductLayer implements Preview.Factory {
  static final String ROOT = "io.pgveneer.distribution";
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ClassLoader loader;
  private final Map<String, String> settings;

  /// Errors: FindException where a module of the product is missing on the class path.
  public ProductLayer() {
    this(Map.of());
  }

  /// @param settings more of them, as environment variables
  public ProductLayer(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
    List<Path> paths = modules();
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration()
            .resolveAndBind(
                ModuleFinder.of(paths.toArray(Path[]::new)), ModuleFinder.of(), Set.of(ROOT));
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
    this.loader = layer.findLoader(ROOT);
  }

  /// Where the modules on the class path are.
  static List<Path> modules() {
    return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(ProductLayer::isModule)
        .toList();
  }

  private static boolean isModule(Path path) {
    if (!Files.exists(path)) {
      return false;
    }
    try {
      return !ModuleFinder.of(path).findAll().isEmpty();
    } catch (FindException e) {
      return false;
    }
  }

  @Override
  public Preview start(Endpoint production, Endpoint fresh, Headroom headroom) {
    Map<String, String> environment = new HashMap<>(environment(production, fresh, headroom, 0));
    environment.putAll(settings);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return start(environment, fresh);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the preview does not start", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  static Map<String, String> environment(
      Endpoint production, Endpoint fresh, Headroom headroom, int port) {
    return Map.of(
        "PGVENEER_PRODUCTION_URL", uri(production),
        "PGVENEER_FRESH_URL", uri(fresh),
        "PGVENEER_LISTEN", "127.0.0.1:" + port,
        "PGVENEER_SEQUENCES_HEADROOM", Long.toString(headroom.values),
        "PGVENEER_READS_QUESTION_COST", Long.toString(headroom.question),
        "PGVENEER_SETUP_POOL_SIZE", "2");
  }

  private Preview start(Map<String, String> environment, Endpoint fresh)
      throws ReflectiveOperationException {
    Class<?> configurations = loader.loadClass(ROOT + ".config.Configuration");
    Class<?> settings = loader.loadClass(ROOT + ".config.Settings");
    Class<?> proxies = loader.loadClass(ROOT + ".Pgveneer");
    Object configuration =
        configurations.getMethod("read", Path.class, Map.class).invoke(null, null, environment);
    Object proxy =
        proxies
            .getMethod("start", settings)
            .invoke(null, configurations.getMethod("orThrow").invoke(configuration));
    InetSocketAddress address = (InetSocketAddress) proxies.getMethod("address").invoke(proxy);
    Endpoint endpoint =
        new Endpoint(
            "127.0.0.1", address.getPort(), fresh.database(), fresh.user(), fresh.password());
    return new Running(proxy, endpoint);
  }

  private static String uri(Endpoint endpoint) {
    return "postgresql://"
        + endpoint.user()
        + ":"
        + endpoint.password()
        + "@"
        + endpoint.host()
        + ":"
        + endpoint.port()
        + "/"
        + endpoint.database();
  }

  private record Running(Object proxy, Endpoint endpoint) implements Preview {
    @Override
    public void close() {
      try {
        proxy.getClass().getMethod("close", Duration.class).invoke(proxy, GRACE);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the preview does not stop", e);
      }
    }
  }
}
