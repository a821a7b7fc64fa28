package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Errors, notices and parameters on their way to the client. What needs no change passes as it
/// came.
final class Reports {
  private static final char[] TEXTS = {
    Fields.MESSAGE, Fields.DETAIL, Fields.HINT, Fields.CONTEXT, Fields.INTERNAL_QUERY
  };

  private final Session session;

  Reports(Session session) {
    this.session = session;
  }

  void error(
      @Nullable Exchange head, Map<Character, String> fields, ByteBuf buffer, int index, int size) {
    Source source = source(head, fields);
    session.planner.failed(source.plan(), fields);
    Map<Character, String> refusal = Refusals.instead(source, fields);
    if (refusal != null) {
      session.tellClient((byte) 'E', refusal);
      return;
    }
    Map<Character, String> clients = head == null ? fields : head.reworded(fields);
    show(shown(clients, source), fields, buffer, index, size);
  }

  void notice(ByteBuf buffer, int index, int size) {
    Map<Character, String> fields = Fields.decode(buffer, index, size, session.charset);
    if (session.planner.notice(fields)) {
      return;
    }
    Exchange head = session.exchanges.head();
    if (head == null || head.showsNotices()) {
      show(shown(fields, source(head, fields)), fields, buffer, index, size);
      session.toClient.urge();
    }
  }

  /// Shape: name cstring, value cstring.
  void parameter(ByteBuf buffer, int index, int size) {
    int end = index + size;
    int nul = buffer.indexOf(index + 5, end, (byte) 0);
    if (nul > 0) {
      String name = buffer.toString(index + 5, nul - index - 5, StandardCharsets.UTF_8);
      String value = buffer.toString(nul + 1, Math.max(0, end - nul - 2), StandardCharsets.UTF_8);
      if (name.equals("client_encoding")) {
        session.charset = Texts.charset(value);
      }
      session.planner.parameter(name, value);
    }
    session.settleCompletion();
    session.toClient.pass(buffer, index, size);
  }

  private void show(
      Map<Character, String> shown,
      Map<Character, String> fields,
      ByteBuf buffer,
      int index,
      int size) {
    if (shown.equals(fields)) {
      session.countError(buffer.getByte(index), fields);
      session.toClient.pass(buffer, index, size);
    } else {
      session.tellClient(buffer.getByte(index), shown);
    }
  }

  private static Source source(@Nullable Exchange head, Map<Character, String> fields) {
    return head == null ? Source.NONE : head.errorSource(position(fields, Fields.POSITION));
  }

  private static int position(Map<Character, String> fields, char field) {
    String value = fields.get(field);
    return value == null || !value.matches("\\d{1,9}") ? 0 : Integer.parseInt(value);
  }

  private Map<Character, String> shown(Map<Character, String> fields, Source source) {
    Map<Character, String> shown = new LinkedHashMap<>(fields);
    if (session.piecewise != null) {
      shown.computeIfPresent(Fields.MESSAGE, (key, text) -> PiecewiseQuery.simpleWording(text));
    }
    if (source.step()) {
      ReadOnly.reword(shown, source.plan());
      shown.remove(Fields.POSITION);
      shown.remove(Fields.CONTEXT);
      shown.remove(Fields.INTERNAL_QUERY);
      shown.remove(Fields.INTERNAL_POSITION);
    } else if (shown.containsKey(Fields.POSITION)) {
      int position = source.clientPosition(position(fields, Fields.POSITION));
      shown.put(Fields.POSITION, Integer.toString(position));
    }
    shown.computeIfPresent(Fields.INTERNAL_POSITION, (key, told) -> internalPosition(told, fields));
    for (char field : TEXTS) {
      String text = shown.get(field);
      String clients = text == null ? null : session.planner.clientText(text);
      if (clients != null && (field == Fields.MESSAGE || !clients.isEmpty())) {
        shown.put(field, clients);
      } else {
        shown.remove(field);
      }
    }
    return shown;
  }

  /// A position in a query of a function's body, whose text is turned into the client's too.
  private String internalPosition(String told, Map<Character, String> fields) {
    String query = fields.getOrDefault(Fields.INTERNAL_QUERY, "");
    int before = position(fields, Fields.INTERNAL_POSITION) - 1;
    if (before < 0 || before > query.codePointCount(0, query.length())) {
      return told;
    }
    String prefix =
        session.planner.clientText(query.substring(0, query.offsetByCodePoints(0, before)));
    return Integer.toString(Texts.position(prefix, prefix.length()));
  }
}
