package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.X509Bundle;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import io.pgveneer.wire.tls.TlsOffer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that encrypt, those that should and do not, and those with the wrong certificates.
class ClientTlsIT {
  private static PostgresqlServer postgresql;

  @TempDir private Path directory;
  private TestAuthority authority;
  private TestAuthority.Pair own;
  private Database database;
  private WireServer server;

  @BeforeAll
  static void startDatabase() {
    postgresql = PostgresqlServer.start(ServerOptions.of(18));
  }

  @AfterAll
  static void stopDatabase() {
    postgresql.close();
  }

  @BeforeEach
  void createCertificates() throws Exception {
    authority = TestAuthority.create(directory, "right");
    own = authority.write("server", authority.server());
    database = postgresql.createDatabase();
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private void start(TlsOffer.Mode mode) {
    start(new TlsOffer(mode, own.certificate(), own.key(), null, false));
  }

  private void start(TlsOffer offer) {
    server =
        WireServer.start(
            TestDoor.to(database).with(ClientRules.DEFAULT.with(offer)).withEventLoops(1));
  }

  private Connection connect(String host, String... properties) throws SQLException {
    Properties given = new Properties();
    given.setProperty("user", database.user());
    given.setProperty("password", database.password());
    for (int i = 0; i < properties.length; i += 2) {
      given.setProperty(properties[i], properties[i + 1]);
    }
    Database proxied = database.at(host, server.address().getPort());
    return DriverManager.getConnection(proxied.jdbcUrl(), given);
  }

  private static void assertWorks(Connection connection) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      assertThat(statement.execute("SELECT repeat('x', 1000000) FROM generate_series(1, 5)"))
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ALLOW,disable,postgres",
    "ALLOW,prefer,postgres",
    "REQUIRE,prefer,postgres",
    "REQUIRE,require,postgres",
    "REQUIRE,verify-ca,postgres",
    "REQUIRE,verify-full,postgres",
    "REQUIRE,require,direct",
    "REQUIRE,verify-full,direct",
    "DISABLE,prefer,postgres"
  })
  void shouldEncryptAsTheClientAsks(TlsOffer.Mode mode, String sslMode, String negotiation)
      throws Exception {
    start(mode);
    assertWorks(
        connect(
            "localhost",
            "sslmode",
            sslMode,
            "sslNegotiation",
            negotiation,
            "sslrootcert",
            authority.file().toString()));
  }

  @Test
  void shouldRefuseWhoDoesNotEncrypt() {
    start(TlsOffer.Mode.REQUIRE);
    assertThatThrownBy(() -> connect("127.0.0.1", "sslmode", "disable"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
        .hasMessageContaining(
            "no pg_hba.conf entry for host \"127.0.0.1\", user \"postgres\", database \""
                + database.name()
                + "\", no encryption");
  }

  @Test
  void shouldNotOfferWhatItDoesNotHave() {
    start(TlsOffer.NONE);
    assertThatThrownBy(() -> connect("localhost", "sslmode", "require"))
        .hasMessageContaining("does not support SSL");
  }

  @Test
  void shouldBeRefusedByClientsThatDoNotTrustIt() throws Exception {
    // Given
    start(TlsOffer.Mode.REQUIRE);
    Path other = TestAuthority.create(directory, "wrong").file();

    // Then
    assertThatThrownBy(
            () -> connect("localhost", "sslmode", "verify-ca", "sslrootcert", other.toString()))
        .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class);
    String right = authority.file().toString();
    assertThatThrownBy(() -> connect("127.0.0.1", "sslmode", "verify-full", "sslrootcert", right))
        .hasMessageContaining("127.0.0.1");
    assertWorks(connect("127.0.0.1", "sslmode", "verify-ca", "sslrootcert", right));
  }

  @Test
  void shouldNotOfferChannelBinding() {
    start(TlsOffer.Mode.REQUIRE);
    assertThatThrownBy(
            () -> connect("localhost", "sslmode", "require", "channelBinding", "require"))
        .hasMessageContaining("hannel binding");
  }

  @Test
  void shouldCancelOverTls() throws Exception {
    start(TlsOffer.Mode.REQUIRE);
    try (Connection connection = connect("localhost", "sslmode", "require");
        Connection watch = database.connect()) {
      assertThat(Sleep.cancelled(connection, watch)).isEqualTo("57014");
    }
  }

  @Test
  void shouldAskForCertificatesAsPostgresqlDoes() throws Exception {
    // Given
    TestAuthority clients = TestAuthority.create(directory, "clients");
    TestAuthority strangers = TestAuthority.create(directory, "strangers");
    TestAuthority.Pair known = clients.write("known", clients.client("known"));
    TestAuthority.Pair unknown = strangers.write("unknown", strangers.client("unknown"));
    start(new TlsOffer(TlsOffer.Mode.REQUIRE, own.certificate(), own.key(), clients.file(), true));

    // Then
    assertWorks(connect("localhost", tls(known)));
    assertThatThrownBy(() -> connect("localhost", "sslmode", "require"))
        .hasMessageContaining("connection requires a valid client certificate");
    assertThatThrownBy(() -> connect("localhost", tls(unknown))).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> connect("localhost", "sslmode", "disable"))
        .hasMessageContaining("connection requires a valid client certificate");
    assertWorks(connect("localhost", tls(known)));
  }

  @Test
  void shouldLetInWhoShowsNoCertificateWhereItNeedNot() throws Exception {
    TestAuthority clients = TestAuthority.create(directory, "clients");
    TestAuthority.Pair known = clients.write("known", clients.client("known"));
    start(new TlsOffer(TlsOffer.Mode.ALLOW, own.certificate(), own.key(), clients.file(), false));

    assertWorks(connect("localhost", tls(known)));
    assertWorks(connect("localhost", "sslmode", "require"));
    assertWorks(connect("localhost", "sslmode", "disable"));
  }

  private static String[] tls(TestAuthority.Pair pair) {
    return new String[] {
      "sslmode",
      "require",
      "sslcert",
      pair.certificate().toString(),
      "sslkey",
      pair.key().toString()
    };
  }

  @Test
  void shouldReadChangedFilesAgain() throws Exception {
    // Given
    start(TlsOffer.Mode.REQUIRE);
    X509Certificate first = shownCertificate();

    // When
    X509Bundle second = authority.server();
    authority.write("server.crt", second.getCertificatePathPEM());
    X509Certificate between = shownCertificate();
    authority.write("server.key", second.getPrivateKeyPEM());
    X509Certificate last = shownCertificate();
    while (last.equals(first)) {
      last = shownCertificate();
    }

    // Then
    assertThat(between).isEqualTo(first);
    assertThat(last).isEqualTo(second.getCertificate());
  }

  private X509Certificate shownCertificate() throws Exception {
    try (SSLSocket socket = direct("postgresql")) {
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo("postgresql");
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLSocket direct(String... protocols) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] all =
        io.netty.handler.ssl.util.InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
    context.init(null, all, null);
    Socket plain = new Socket("127.0.0.1", server.address().getPort());
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", 0, true);
    socket.setSoTimeout(20_000);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    return socket;
  }

  @Test
  void shouldTakeDirectTlsForPostgresqlAlone() throws Exception {
    start(TlsOffer.Mode.ALLOW);
    try (SSLSocket other = direct("http/1.1")) {
      assertThatThrownBy(other::startHandshake).isInstanceOf(SSLException.class);
    }
    try (SSLSocket unnamed = direct()) {
      unnamed.startHandshake();
      assertThat(unnamed.getInputStream().read()).isEqualTo(-1);
    }
    assertWorks(connect("localhost", "sslmode", "require"));
  }

  @Test
  void shouldSpeakNothingOlderThanTls12() throws Exception {
    start(TlsOffer.Mode.ALLOW);
    try (SSLSocket modern = direct("postgresql")) {
      modern.setEnabledProtocols(new String[] {"TLSv1.2"});
      modern.startHandshake();
      assertThat(modern.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
    try (RawClient old = new RawClient(server)) {
      // A ClientHello of TLS 1.1 without extensions.
      old.bytes((byte) 0x16, (byte) 3, (byte) 1, (byte) 0, (byte) 45)
          .bytes((byte) 1, (byte) 0, (byte) 0, (byte) 41, (byte) 3, (byte) 2)
          .bytes(new byte[33])
          .bytes((byte) 0, (byte) 2, (byte) 0, (byte) 0x2f, (byte) 1, (byte) 0)
          .send();
      byte[] alert = {
        (byte) old.readByte(), (byte) old.readByte(), (byte) old.readByte(), (byte) old.readByte()
      };
      assertThat(alert[0]).isEqualTo((byte) 0x15);
    }
  }

  @Test
  void shouldRefuseWhatIsSentInTheClearBehindARequest() throws IOException {
    start(TlsOffer.Mode.ALLOW);
    try (RawClient client = new RawClient(server)) {
      client.bytes(RawClient.int32(8, Encryption.SSL));
      client.startup(0x30000, "user", "postgres").send();
      assertThat(client.readByte()).isEqualTo('S');
      assertThat(client.next())
          .startsWith("E SFATAL|C08P01|Mreceived unencrypted data after SSL request|D");
    }
    try (RawClient client = new RawClient(server)) {
      client.bytes(RawClient.int32(8, Encryption.GSS)).send();
      assertThat(client.readByte()).isEqualTo('N');
      client.bytes(RawClient.int32(8, Encryption.GSS)).send();
      assertThat(client.next())
          .isEqualTo(
              "E SFATAL|C0A000|Munsupported frontend protocol 1234.5680: server supports 3.0 to"
                  + " 3.2");
    }
  }

  @Test
  void shouldSurviveHandshakesThatBreakOff() throws Exception {
    start(TlsOffer.Mode.REQUIRE);
    for (int length = 1; length < 8; length++) {
      try (RawClient client = new RawClient(server)) {
        client.bytes(RawClient.int32(8, Encryption.SSL)).send();
        assertThat(client.readByte()).isEqualTo('S');
        client.bytes(new byte[] {0x16, 3, 1, 2, 0, 1, 0}).bytes(new byte[length * 100]).send();
      }
    }
    assertWorks(connect("localhost", "sslmode", "require"));
  }
}
