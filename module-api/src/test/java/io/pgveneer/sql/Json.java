package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the little JSON that the corpus is made of: objects, arrays, strings, integers, null.
final class Json {
  private final String text;
  private int at;

  Json(String text) {
    this.text = text;
  }

  @Nullable Object value() {
    skip(" ,:");
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 'n' -> {
        at += 4;
        yield null;
      }
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new HashMap<>();
    at++;
    for (skip(" ,"); text.charAt(at) != '}'; skip(" ,")) {
      object.put(string(), value());
    }
    at++;
    return object;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> array = new ArrayList<>();
    at++;
    for (skip(" ,"); text.charAt(at) != ']'; skip(" ,")) {
      array.add(value());
    }
    at++;
    return array;
  }

  private Integer number() {
    int from = at;
    while ("-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Integer.valueOf(text.substring(from, at));
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> c;
    };
  }

  private void skip(String separators) {
    while (separators.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
