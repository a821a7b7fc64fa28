package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.X509Bundle;
import io.pgveneer.api.PgveneerException;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import io.pgveneer.wire.scram.RoleSecrets;
import io.pgveneer.wire.tls.SslMode;
import io.pgveneer.wire.tls.TlsDemand;
import io.pgveneer.wire.tls.TlsOffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every `sslmode` towards databases that encrypt, that do not, and that insist on the one or the
/// other.
class DatabaseTlsIT {
  @TempDir private static Path directory;
  private static TestAuthority authority;
  private static PostgresqlServer encrypting;
  private static PostgresqlServer plain;

  private WireServer server;

  @BeforeAll
  static void startDatabases() throws Exception {
    authority = TestAuthority.create(directory, "right");
    X509Bundle own = authority.server();
    encrypting =
        PostgresqlServer.start(
            ServerOptions.of(18)
                .with("ssl", "on")
                .with("ssl_ca_file", "root.crt")
                .withFile("server.crt", own.getCertificatePathPEM())
                .withFile("server.key", own.getPrivateKeyPEM())
                .withFile("root.crt", authority.pem())
                .withHostRules(
                    "hostssl all encrypted 127.0.0.1/32 trust",
                    "hostnossl all encrypted 127.0.0.1/32 reject",
                    "hostnossl all plain 127.0.0.1/32 trust",
                    "hostssl all plain 127.0.0.1/32 reject",
                    "hostssl all certified 127.0.0.1/32 cert"));
    encrypting
        .administration()
        .execute(
            "CREATE ROLE encrypted LOGIN; CREATE ROLE plain LOGIN; CREATE ROLE certified LOGIN");
    plain = PostgresqlServer.start(ServerOptions.of(15));
  }

  @AfterAll
  static void stopDatabases() {
    encrypting.close();
    plain.close();
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private void start(PostgresqlServer database, String host, TlsDemand demand, TlsOffer offer) {
    start(database, host, demand, offer, RoleSecrets.UNKNOWN);
  }

  private void start(
      PostgresqlServer database,
      String host,
      TlsDemand demand,
      TlsOffer offer,
      RoleSecrets secrets) {
    server =
        WireServer.start(
            TestDoor.to(host, database.port())
                .with(FreshServer.of(host, database.port()).withTls(demand))
                .with(ClientRules.DEFAULT.with(offer))
                .with(secrets)
                .withEventLoops(1));
  }

  private Connection connect(String user) throws SQLException {
    return connect(user, "sslmode", "disable");
  }

  private Connection connect(String user, String... more) throws SQLException {
    Properties given = new Properties();
    given.setProperty("user", user);
    given.setProperty("password", "postgres");
    for (int i = 0; i < more.length; i += 2) {
      given.setProperty(more[i], more[i + 1]);
    }
    Database proxied = encrypting.database("postgres").at("localhost", server.address().getPort());
    return DriverManager.getConnection(proxied.jdbcUrl(), given);
  }

  private static boolean isEncrypted(Connection connection) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      assertThat(row.next()).isTrue();
      return row.getBoolean(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DISABLE,postgres,false",
    "ALLOW,postgres,false",
    "PREFER,postgres,true",
    "REQUIRE,postgres,true",
    "VERIFY_CA,postgres,true",
    "VERIFY_FULL,postgres,true",
    "ALLOW,encrypted,true",
    "PREFER,encrypted,true",
    "ALLOW,plain,false",
    "PREFER,plain,false"
  })
  void shouldEncryptAsLibpqDoes(SslMode mode, String user, boolean encrypted) throws Exception {
    start(
        encrypting,
        "localhost",
        TlsDemand.of(mode).withRootCertificate(authority.file()),
        TlsOffer.NONE);
    assertThat(isEncrypted(connect(user))).isEqualTo(encrypted);
    assertThat(isEncrypted(connect(user))).isEqualTo(encrypted);
  }

  @ParameterizedTest
  @CsvSource({"DISABLE", "ALLOW", "PREFER"})
  void shouldDoWithoutWhereTheDatabaseHasNone(SslMode mode) throws SQLException {
    start(plain, "127.0.0.1", TlsDemand.of(mode), TlsOffer.NONE);
    assertThat(isEncrypted(connect("postgres"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "DISABLE,encrypted,'no pg_hba|pg_hba.conf rejects'",
    "REQUIRE,plain,pg_hba.conf rejects",
    "VERIFY_FULL,plain,pg_hba.conf rejects"
  })
  void shouldTellWhatTheDatabaseHasAgainstIt(SslMode mode, String user, String told)
      throws Exception {
    start(
        encrypting,
        "localhost",
        TlsDemand.of(mode).withRootCertificate(authority.file()),
        TlsOffer.NONE);
    assertThatThrownBy(() -> connect(user))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
        .hasMessageMatching("(?s).*(" + told + ").*");
  }

  @Test
  void shouldNotGoOnWithoutWhatIsRequired() {
    start(plain, "127.0.0.1", TlsDemand.of(SslMode.REQUIRE), TlsOffer.NONE);
    assertUnreached();
  }

  private void assertUnreached() {
    assertThatThrownBy(() -> connect("postgres"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"))
        .hasMessageContaining("the fresh database cannot be reached");
  }

  @ParameterizedTest
  @EnumSource(
      value = SslMode.class,
      names = {"REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
  void shouldTrustNoOtherAuthority(SslMode mode) throws Exception {
    Path other = TestAuthority.create(directory, "wrong").file();
    start(encrypting, "localhost", TlsDemand.of(mode).withRootCertificate(other), TlsOffer.NONE);
    assertUnreached();
  }

  @ParameterizedTest
  @EnumSource(
      value = SslMode.class,
      names = {"PREFER", "REQUIRE"})
  void shouldTrustAnyAuthorityWhereNoneIsNamed(SslMode mode) throws Exception {
    TlsDemand demand = TlsDemand.of(mode).withRootCertificate(directory.resolve("none.crt"));
    start(encrypting, "localhost", demand, TlsOffer.NONE);
    assertThat(isEncrypted(connect("postgres"))).isTrue();
  }

  @Test
  void shouldVerifyTheNameWhereItShould() throws Exception {
    TlsDemand full = TlsDemand.of(SslMode.VERIFY_FULL).withRootCertificate(authority.file());
    start(encrypting, "127.0.0.1", full, TlsOffer.NONE);
    assertUnreached();
    server.close();

    TlsDemand authorityAlone =
        TlsDemand.of(SslMode.VERIFY_CA).withRootCertificate(authority.file());
    start(encrypting, "127.0.0.1", authorityAlone, TlsOffer.NONE);
    assertThat(isEncrypted(connect("postgres"))).isTrue();
  }

  @Test
  void shouldNotTrustACertificateThatHasExpired() throws Exception {
    try (PostgresqlServer database = startWith(authority.expired())) {
      for (SslMode mode : List.of(SslMode.VERIFY_CA, SslMode.VERIFY_FULL)) {
        TlsDemand demand = TlsDemand.of(mode).withRootCertificate(authority.file());
        start(database, "localhost", demand, TlsOffer.NONE);
        assertUnreached();
        server.close();
      }
      TlsDemand unverified =
          TlsDemand.of(SslMode.REQUIRE).withRootCertificate(directory.resolve("none.crt"));
      start(database, "localhost", unverified, TlsOffer.NONE);
      assertThat(isEncrypted(connect("postgres"))).isTrue();
    }
  }

  @Test
  void shouldSpeakNothingOlderThanTls12() throws Exception {
    try (PostgresqlServer database = startWith(authority.server())) {
      speakTls11Alone(database);
      start(database, "localhost", TlsDemand.of(SslMode.REQUIRE), TlsOffer.NONE);
      assertUnreached();
      server.close();

      start(database, "localhost", TlsDemand.of(SslMode.PREFER), TlsOffer.NONE);
      assertThat(isEncrypted(connect("postgres"))).isFalse();
    }
  }

  private static PostgresqlServer startWith(X509Bundle own) {
    return PostgresqlServer.start(
        ServerOptions.of(18)
            .with("ssl", "on")
            .withFile("server.crt", own.getCertificatePathPEM())
            .withFile("server.key", own.getPrivateKeyPEM()));
  }

  /// Set in a session that is there already, as this side's drivers could not log in either.
  private static void speakTls11Alone(PostgresqlServer database) throws SQLException {
    try (Connection connection = database.administration().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET ssl_ciphers = 'DEFAULT@SECLEVEL=0'");
      statement.execute("ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.1'");
      statement.execute("ALTER SYSTEM SET ssl_max_protocol_version = 'TLSv1.1'");
      statement.execute("SELECT pg_reload_conf()");
      String known;
      do {
        // the server itself knows of it before its sessions do
        try (ResultSet row = statement.executeQuery("SHOW ssl_max_protocol_version")) {
          row.next();
          known = row.getString(1);
        }
      } while (!known.equals("TLSv1.1"));
    }
  }

  @Test
  void shouldShowItsOwnCertificate() throws Exception {
    TestAuthority.Pair pair = authority.write("certified", authority.client("certified"));
    TlsDemand demand =
        TlsDemand.of(SslMode.REQUIRE).withCertificate(pair.certificate(), pair.key());
    start(encrypting, "localhost", demand, TlsOffer.NONE);
    assertThat(isEncrypted(connect("certified"))).isTrue();
  }

  @Test
  void shouldNotStartWithFilesThatAreNoGood() throws Exception {
    TestAuthority.Pair one = authority.write("one", authority.client("one"));
    TestAuthority.Pair two = authority.write("two", authority.client("two"));
    TlsDemand mixed = TlsDemand.of(SslMode.REQUIRE).withCertificate(one.certificate(), two.key());
    assertThatThrownBy(() -> start(encrypting, "localhost", mixed, TlsOffer.NONE))
        .isInstanceOf(PgveneerException.class)
        .hasMessageContaining("two.key is not the key of")
        .hasMessageContaining("one.crt");
    TlsDemand missing =
        TlsDemand.of(SslMode.VERIFY_CA).withRootCertificate(directory.resolve("nowhere.crt"));
    assertThatThrownBy(() -> start(encrypting, "localhost", missing, TlsOffer.NONE))
        .isInstanceOf(PgveneerException.class)
        .hasMessageContaining("nowhere.crt");
    TlsDemand keyless =
        TlsDemand.of(SslMode.REQUIRE).withCertificate(one.certificate(), one.certificate());
    assertThatThrownBy(() -> start(encrypting, "localhost", keyless, TlsOffer.NONE))
        .hasMessageContaining("holds no key in PKCS #8");
  }

  @Test
  void shouldCancelWhereTheDatabaseTakesEncryptedConnectionsAlone() throws Exception {
    start(encrypting, "localhost", TlsDemand.of(SslMode.REQUIRE), TlsOffer.NONE);
    try (Connection connection = connect("encrypted");
        Connection watch = encrypting.administration().connect()) {
      assertThat(Sleep.cancelled(connection, watch)).isEqualTo("57014");
    }
  }

  @Test
  void shouldLogInWithScramThroughTwoEncryptedChannels() throws Exception {
    // Given
    startBetweenTwoChannels(DatabaseTlsIT::secret);

    // Then
    assertThat(isEncrypted(connect("postgres", "sslmode", "require"))).isTrue();
    for (String[] wrong : new String[][] {{"postgres", "wrong"}, {"nobody", "postgres"}}) {
      assertThatThrownBy(() -> connect(wrong[0], "sslmode", "require", "password", wrong[1]))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"))
          .hasMessageContaining("password authentication failed for user \"" + wrong[0] + "\"");
    }
    assertThat(isEncrypted(connect("postgres", "sslmode", "require", "channelBinding", "disable")))
        .isTrue();
  }

  @Test
  void shouldShowTheDatabasesErrorWhereSecretsCannotBeHad() throws Exception {
    startBetweenTwoChannels(RoleSecrets.UNKNOWN);
    assertThatThrownBy(() -> connect("postgres", "sslmode", "require"))
        .hasMessageContaining("SCRAM channel binding negotiation error");
    assertThat(isEncrypted(connect("postgres", "sslmode", "require", "channelBinding", "disable")))
        .isTrue();
  }

  private void startBetweenTwoChannels(RoleSecrets secrets) throws Exception {
    TestAuthority.Pair own = authority.write("own", authority.server());
    TlsOffer offer = new TlsOffer(TlsOffer.Mode.REQUIRE, own.certificate(), own.key(), null, false);
    start(encrypting, "localhost", TlsDemand.of(SslMode.REQUIRE), offer, secrets);
  }

  private static CompletionStage<String> secret(String role) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Connection connection = encrypting.administration().connect();
              PreparedStatement statement =
                  connection.prepareStatement(
                      "SELECT coalesce(max(rolpassword), '') FROM pg_authid WHERE rolname = ?")) {
            statement.setString(1, role);
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getString(1);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
