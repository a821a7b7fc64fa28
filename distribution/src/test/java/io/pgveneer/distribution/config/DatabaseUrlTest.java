package io.pgveneer.distribution.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @Test
  void shouldTakeAllPartsOfAUriApart() {
    // When
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql://app:s3cret@db.example:5433/shop?sslmode=require&options=-c%20a%3Db");

    // Then
    assertThat(url)
        .isEqualTo(
            new DatabaseUrl(
                "db.example",
                5433,
                "shop",
                "app",
                new Secret("s3cret"),
                Map.of("sslmode", "require", "options", "-c a=b")));
  }

  @Test
  void shouldDecodePercentEncodedParts() {
    // When
    DatabaseUrl url = DatabaseUrl.parse("postgres://j%C3%BCrgen:p%40ss%2Fw%25rd@h/my%20db");

    // Then
    assertThat(url.user()).isEqualTo("jürgen");
    assertThat(url.password()).isEqualTo(new Secret("p@ss/w%rd"));
    assertThat(url.database()).isEqualTo("my db");
  }

  @Test
  void shouldKeepAnUnencodedAtSignInThePassword() {
    // When
    DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@ss@h/d");

    // Then
    assertThat(url.host()).isEqualTo("h");
    assertThat(url.password()).isEqualTo(new Secret("p@ss"));
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://u@[::1]:6000/d, ::1, 6000",
    "postgresql://u@[2001:db8::1]/d, 2001:db8::1, 5432",
    "postgresql://u@h/d, h, 5432",
    "postgresql://u@:7000/d, localhost, 7000",
    "postgresql:///d?user=u, localhost, 5432",
    "postgresql:///d?host=10.0.0.9&port=7001&user=u, 10.0.0.9, 7001",
  })
  void shouldFindHostAndPort(String text, String host, int port) {
    // When
    DatabaseUrl url = DatabaseUrl.parse(text);

    // Then
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.user()).isEqualTo("u");
    assertThat(url.database()).isEqualTo("d");
  }

  @Test
  void shouldNameTheDatabaseAfterTheUserWhereNoneIsGiven() {
    assertThat(DatabaseUrl.parse("postgresql://app@h").database()).isEqualTo("app");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://hunter2@h/d",
        "hunter2",
        "postgresql://u:hunter2/x@h:5432/d",
        "postgresql://u:hunter2?x=1@h/d",
        "postgresql://u:%zzhunter2@h/d",
        "postgresql://u:hunter2@h1,h2/d",
        "postgresql://u:hunter2@h:99999/d",
        "postgresql://u:hunter2@[::1/d",
        "postgresql://u:hunter2@h/d?hunter2=1",
        "postgresql://u:hunter2@h/d?hunter2",
        "postgresql://u:hunter2@%2Fvar%2Frun/d",
        "postgresql://u:hunter2@h/d?sslmode=sometimes",
        "postgresql://u:hunter2@h/d?sslmode=require&sslrootcert=system",
      })
  void shouldRefuseABadUriWithoutQuotingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseUrl.parse(text))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
  }

  @Test
  void shouldNotShowThePasswordInItsText() {
    // Given
    DatabaseUrl url = DatabaseUrl.parse("postgresql://u:hunter2@h/d");

    // Then
    assertThat(url).hasToString("postgresql://u@h:5432/d");
    assertThat(new Secret("hunter2")).hasToString("***");
  }
}
