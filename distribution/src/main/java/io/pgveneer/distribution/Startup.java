package io.pgveneer.distribution;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jmx.JmxReporter;
import io.pgveneer.api.LowerMeaning;
import io.pgveneer.api.LowerTable;
import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import io.pgveneer.distribution.config.Address;
import io.pgveneer.distribution.config.DatabaseUrl;
import io.pgveneer.distribution.config.Settings;
import io.pgveneer.distribution.metrics.Health;
import io.pgveneer.distribution.metrics.MetricsListener;
import io.pgveneer.fdw.OverlayInstaller;
import io.pgveneer.fdw.OverlayOptions;
import io.pgveneer.fdw.ProductionServer;
import io.pgveneer.kernel.HandlerRegistry;
import io.pgveneer.kernel.Kernel;
import io.pgveneer.kernel.PluginLayers;
import io.pgveneer.schema.DatabaseConnections;
import io.pgveneer.schema.Fingerprint;
import io.pgveneer.schema.LowerMeanings;
import io.pgveneer.schema.LowerTables;
import io.pgveneer.schema.ProvisionReport;
import io.pgveneer.schema.Provisioner;
import io.pgveneer.schema.SequencePositions;
import io.pgveneer.wire.FreshServer;
import io.pgveneer.wire.WireServer;
import io.pgveneer.wire.WireSettings;
import io.pgveneer.wire.metrics.WireMetrics;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps from settings to an open front door.
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Pgveneer.class);

  /// For a sign of life.
  private static final int PATIENCE_SECONDS = 2;

  private final Settings settings;
  private final Resources resources;
  private final StartupLog log = new StartupLog();

  Startup(Settings settings, Resources resources) {
    this.settings = settings;
    this.resources = resources;
  }

  WireServer run() {
    DatabaseConnections production =
        log.step("connect to production", this::production, c -> c.settings().toString());
    DatabaseConnections fresh =
        log.step("connect to fresh", this::fresh, c -> c.settings().toString());
    log.step(
        "check both databases",
        () -> DatabaseFindings.refuse(production, fresh, settings.production().allowWritableRole()),
        warnings -> warnings + " warnings");
    ViolationLog violations = new ViolationLog(fresh);
    resources.add(violations::close);
    Kernel kernel =
        log.step("load handlers", () -> kernel(violations), loaded -> "plugins from " + plugins());
    String fingerprint = Fingerprint.of(production);
    federate(production, fresh);
    resources.add(
        log.step(
                "listen for changes",
                () ->
                    ChangeListener.start(
                        fresh, changes(fresh, kernel), settings.setup().patience()),
                l -> "")
            ::close);
    adaptRoutines(fresh, kernel);
    Duration interval = settings.production().checkInterval();
    if (!interval.isZero()) {
      Runnable follow =
          () -> {
            federate(production, fresh);
            adaptRoutines(fresh, kernel);
          };
      resources.add(ProductionWatch.start(production, fingerprint, interval, follow)::close);
    }
    LOG.info(ProductionBound.of(settings, fresh).text());
    FreshSecrets secrets = new FreshSecrets(fresh);
    resources.add(secrets);
    WireMetrics metrics = new WireMetrics(new MetricRegistry(), settings.metrics().isWatched());
    watch(metrics.registry(), production, fresh);
    return log.step(
        "listen",
        () -> WireServer.start(door(kernel, secrets).with(metrics)),
        door -> door.address().toString());
  }

  private void watch(
      MetricRegistry registry, DatabaseConnections production, DatabaseConnections fresh) {
    if (settings.metrics().jmx()) {
      JmxReporter reporter =
          JmxReporter.forRegistry(registry)
              .inDomain("pgveneer")
              .registerWith(ManagementFactory.getPlatformMBeanServer())
              .build();
      reporter.start();
      resources.add(reporter::close);
    }
    Address listen = settings.metrics().listen();
    if (listen != null) {
      MetricsListener listener =
          MetricsListener.start(
              new InetSocketAddress(listen.host(), listen.port()),
              registry,
              () -> new Health(answers(fresh), answers(production)));
      resources.add(listener::close);
      LOG.info("metrics and health on {}", listener.address());
    }
  }

  private static boolean answers(DatabaseConnections database) {
    try (Connection connection = database.open()) {
      return connection.isValid(PATIENCE_SECONDS);
    } catch (SQLException | PgveneerException e) {
      LOG.debug("a database does not answer", e);
      return false;
    }
  }

  /// Makes the fresh database what production's schema asks for; changes nothing where it is.
  private void federate(DatabaseConnections production, DatabaseConnections fresh) {
    provision(production, fresh);
    List<LowerTable> tables =
        log.step(
            "introspect production",
            () -> LowerTables.read(production, fresh),
            list -> list.size() + " tables");
    log.step(
        "install the overlay",
        () -> install(fresh, tables, LowerMeanings.read(production)),
        added -> added + " relations federated for the first time");
  }

  private void adaptRoutines(DatabaseConnections fresh, Kernel kernel) {
    log.step("adapt routines", () -> adapt(fresh, kernel), done -> "");
  }

  private DatabaseConnections production() {
    DatabaseConnections connections =
        DatabaseConnections.production(
            DatabaseBridge.settings(settings.production().url()),
            DatabaseBridge.options(settings.setup()));
    resources.add(connections::close);
    return connections;
  }

  private DatabaseConnections fresh() {
    DatabaseConnections connections =
        DatabaseConnections.fresh(
            DatabaseBridge.settings(settings.fresh().url()),
            DatabaseBridge.options(settings.setup()));
    resources.add(connections::close);
    return connections;
  }

  private void provision(DatabaseConnections production, DatabaseConnections fresh) {
    ProvisionReport report =
        log.step(
            "provision fresh",
            () -> Provisioner.provision(production, fresh),
            done -> done.created().size() + " objects made, " + done.present() + " there before");
    SequencePositions.Report sequences =
        log.step(
            "advance sequences",
            () -> SequencePositions.advance(production, fresh, settings.sequenceHeadroom()),
            done -> done.moved() + " moved ahead of production's");
    Stream.concat(report.shortcomings().stream(), sequences.shortcomings().stream())
        .forEach(lack -> LOG.warn("not made in fresh: {}: {}", lack.object(), lack.reason()));
  }

  private long install(
      DatabaseConnections fresh, List<LowerTable> tables, List<LowerMeaning> meanings) {
    try (Connection connection = fresh.open()) {
      return new OverlayInstaller(connection, settings.production().newColumns())
          .install(productionServer(), tables, meanings, overlay());
    } catch (SQLException e) {
      throw failed("the overlay cannot be installed in the fresh database", e);
    }
  }

  private OverlayOptions overlay() {
    return new OverlayOptions(settings.sequenceHeadroom() > 0, settings.copyLimit());
  }

  private static Changes changes(DatabaseConnections fresh, Kernel kernel) {
    return new Changes() {
      @Override
      public void schemaChanged() {
        kernel.changedElsewhere();
        adapt(fresh, kernel);
      }

      @Override
      public boolean isOwn(String stamp) {
        return kernel.isOwn(stamp);
      }

      @Override
      public boolean areOverdue() {
        return kernel.areDefinitionsOverdue();
      }

      @Override
      public void written(long relation) {
        kernel.writtenElsewhere(relation);
      }

      @Override
      public void alone(Connection connection) throws SQLException {
        kernel.alone(connection);
      }

      @Override
      public void accompanied() {
        kernel.accompanied();
      }
    };
  }

  private static boolean adapt(DatabaseConnections fresh, Kernel kernel) {
    try (Connection connection = fresh.open()) {
      kernel.adaptRoutines(connection);
      return true;
    } catch (SQLException e) {
      throw failed("routines in the fresh database cannot be adapted", e);
    }
  }

  private static PgveneerException failed(String what, SQLException e) {
    String state = e.getSQLState() == null ? "XX000" : e.getSQLState();
    SqlError error = new SqlError(state, what + ": " + e.getMessage(), null, null, 0);
    return new PgveneerException(PgveneerException.Category.ENVIRONMENT, error, e);
  }

  private ProductionServer productionServer() {
    DatabaseUrl url = settings.production().url();
    Address seen = settings.fresh().productionAddress();
    return DatabaseBridge.server(url, seen == null ? url.address() : seen);
  }

  private Kernel kernel(ViolationLog violations) {
    return new Kernel(handlers(settings), violations);
  }

  static HandlerRegistry handlers(Settings settings) {
    return HandlerRegistry.load(PluginLayers.load(plugins()), (double) settings.questionCost());
  }

  private static Path plugins() {
    return Path.of(System.getProperty("pgveneer.home", ""), "plugins");
  }

  private WireSettings door(Kernel kernel, FreshSecrets secrets) {
    DatabaseUrl fresh = settings.fresh().url();
    Address listen = settings.listen();
    return WireSettings.of(
            new InetSocketAddress(listen.host(), listen.port()), fresh.host(), fresh.port(), kernel)
        .with(
            new FreshServer(
                fresh.host(),
                fresh.port(),
                settings.setup().connectTimeout(),
                DatabaseBridge.tls(fresh)))
        .with(settings.clients())
        .with(secrets);
  }
}
