package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {

  /// The significant tokens, each with the first letter of its kind.
  private static List<String> tokens(String sql, boolean standardStrings) {
    List<String> tokens = new ArrayList<>();
    Lexer lexer = new Lexer(sql, new Extent(0, sql.length()), standardStrings);
    while (lexer.nextSignificant()) {
      tokens.add(lexer.kind().name().charAt(0) + ":" + lexer.text());
    }
    return tokens;
  }

  private static List<String> tokens(String sql) {
    return tokens(sql, true);
  }

  @Test
  void shouldCutOperatorsAsPostgresqlDoes() {
    assertThat(tokens("a->>'b'")).containsExactly("W:a", "O:->>", "S:'b'");
    assertThat(tokens("2*-1")).containsExactly("N:2", "O:*", "O:-", "N:1");
    assertThat(tokens("1@-2")).containsExactly("N:1", "O:@-", "N:2");
    assertThat(tokens("1=-2")).containsExactly("N:1", "O:=", "O:-", "N:2");
    assertThat(tokens("a+--b\nc")).containsExactly("W:a", "O:+", "W:c");
    assertThat(tokens("a</* b */c")).containsExactly("W:a", "O:<", "W:c");
    assertThat(tokens("a<>-+b")).containsExactly("W:a", "O:<>", "O:-", "O:+", "W:b");
    assertThat(tokens("x::int:=y=>z")).contains("P:::", "P::=", "O:=>");
    assertThat(tokens("a[1:2]")).contains("P::");
  }

  @Test
  void shouldReadStringsOfEveryForm() {
    for (String string :
        List.of(
            "'a''b'",
            "E'a\\'b'",
            "e'\\\\'",
            "B'01'",
            "x'0F'",
            "N'a'",
            "U&'\\0041'",
            "$$a'$b$$",
            "$tag$ $$ $tag $tag$",
            "$ünï_1$x$ünï_1$",
            "'a'\n  'b'",
            "'a' -- c\n -- d\n'b'",
            "E'a\\''\r\n'\\'b'")) {
      assertThat(tokens(string)).as(string).containsExactly("S:" + string);
    }
    assertThat(tokens("'a' 'b'")).hasSize(2);
    assertThat(tokens("'a' /* c\n */ 'b'")).hasSize(2);
    assertThat(tokens("'a\\'")).containsExactly("S:'a\\'");
    assertThat(tokens("'a\\' b'", false)).containsExactly("S:'a\\' b'");
    assertThat(tokens("a$$b$$")).containsExactly("W:a$$b$$");
  }

  @Test
  void shouldReadNumbersAndParameters() {
    assertThat(tokens("456=$1OR 10=11"))
        .containsExactly("N:456", "O:=", "P:$1", "W:OR", "N:10", "O:=", "N:11");
    assertThat(tokens("1_000 0xFF_FF 0b01 0o17 1.5e-10 .5 1. 1..10 1e"))
        .containsExactly(
            "N:1_000",
            "N:0xFF_FF",
            "N:0b01",
            "N:0o17",
            "N:1.5e-10",
            "N:.5",
            "N:1.",
            "N:1",
            "P:..",
            "N:10",
            "N:1",
            "W:e");
  }

  @Test
  void shouldReadIdentifiers() {
    assertThat(tokens("größe _a$1 \"a\"\"b\" U&\"\\0061\" 表"))
        .containsExactly("W:größe", "W:_a$1", "Q:\"a\"\"b\"", "Q:U&\"\\0061\"", "W:表");
  }

  @Test
  void shouldNestComments() {
    assertThat(tokens("a /* b /* c */ d */ e -- f\rg")).containsExactly("W:a", "W:e", "W:g");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'a", "E'a\\'", "\"a", "\"\"", "/* /* */", "$$a", "$a$ $a", "\\", "$", "\0"})
  void shouldCallBrokenTokenBad(String sql) {
    assertThat(tokens(sql)).first().asString().startsWith("B:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT /* a */ 'b' -- c",
        "\t\u000b x\f",
        "E'a\\",
        "$1$a$1",
        "a::b:c:=d..e.f",
        "U&",
        "U&'",
        "'\n'\n",
        "1_a0x_1",
      })
  void shouldLoseNothing(String sql) {
    StringBuilder text = new StringBuilder();
    Lexer lexer = new Lexer(sql);
    while (lexer.next()) {
      text.append(lexer.text());
    }

    assertThat(text.toString()).isEqualTo(sql);
  }
}
