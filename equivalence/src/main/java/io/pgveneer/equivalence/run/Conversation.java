package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Column;
import io.pgveneer.equivalence.client.Messages;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says one action to a server and writes down the answer.
final class Conversation {
  /// Base types whose binary form holds no OID.
  private static final Set<Integer> BINARY =
      Set.of(
          16, 17, 18, 19, 20, 21, 23, 25, 114, 700, 701, 1000, 1005, 1007, 1009, 1015, 1016, 1042,
          1043, 1082, 1083, 1114, 1184, 1186, 1231, 1700, 2950, 3802);

  private final RawClient client;
  private final Mode mode;
  private final List<Reply> replies = new ArrayList<>();

  private Conversation(RawClient client, Mode mode) {
    this.client = client;
    this.mode = mode;
  }

  static List<Reply> hold(RawClient client, Mode mode, Step.Action action) {
    Conversation conversation = new Conversation(client, mode);
    try {
      conversation.say(action);
    } catch (IOException e) {
      conversation.replies.add(new Reply.Closed());
    }
    return conversation.replies;
  }

  private void say(Step.Action action) throws IOException {
    switch (action) {
      case Step.Statement(String sql, String data) -> statement(sql, data);
      case Step.Script(String sql) -> exchange(new Messages().query(sql), null);
      case Step.Bound(String sql, List<@Nullable String> values) -> bound(sql, values);
      case Step.Prepare(String name, String sql) ->
          exchange(new Messages().parse(name, sql).describe('S', name).sync(), null);
      case Step.Execute(String name, List<@Nullable String> values) ->
          exchange(run(new Messages(), name, values, List.of()).sync(), null);
      case Step.Open(String portal, String name, List<@Nullable String> values) ->
          exchange(open(portal, name, values).sync(), null);
      case Step.Fetch(String portal, int rows) ->
          exchange(new Messages().execute(portal, rows).sync(), null);
      case Step.Close(String name) -> exchange(new Messages().close('S', name).sync(), null);
      case Step.Pipeline(List<List<String>> batches) -> pipeline(batches);
      case Step.Await(), Step.Disconnect() -> {}
    }
  }

  private void statement(String sql, @Nullable String data) throws IOException {
    if (mode == Mode.SIMPLE) {
      exchange(new Messages().query(sql), data);
    } else if (data != null) {
      copy(sql, data);
    } else {
      describedFirst(sql);
    }
  }

  /// As drivers do that want to know the types before they ask for rows.
  private void describedFirst(String sql) throws IOException {
    int before = replies.size();
    exchange(new Messages().parse("", sql).describe('S', "").sync(), null);
    List<Reply> description = replies.subList(before, replies.size());
    if (description.stream().noneMatch(Reply.Failure.class::isInstance)) {
      List<Integer> formats =
          description.stream()
              .filter(Reply.Columns.class::isInstance)
              .flatMap(columns -> ((Reply.Columns) columns).columns().stream())
              .map(Conversation::format)
              .toList();
      exchange(run(new Messages(), "", List.of(), formats).sync(), null);
    }
  }

  private static int format(Column column) {
    return BINARY.contains(column.type()) ? 1 : 0;
  }

  private void bound(String sql, List<@Nullable String> values) throws IOException {
    Messages messages = new Messages().parse("", sql);
    if (mode == Mode.EXTENDED) {
      messages.describe('S', "");
    }
    exchange(run(messages, "", values, List.of()).sync(), null);
  }

  private static Messages run(
      Messages messages, String name, List<@Nullable String> values, List<Integer> formats) {
    return messages.bind("", name, values, formats).describe('P', "").execute("", 0);
  }

  private static Messages open(String portal, String name, List<@Nullable String> values) {
    return new Messages().bind(portal, name, values, List.of()).describe('P', portal);
  }

  private void pipeline(List<List<String>> batches) throws IOException {
    Messages messages = new Messages();
    for (List<String> batch : batches) {
      for (String sql : batch) {
        run(messages.parse("", sql), "", List.of(), List.of());
      }
      messages.sync();
    }
    exchange(messages, null);
    for (int i = 1; i < batches.size(); i++) {
      exchange(new Messages(), null);
    }
  }

  private void copy(String sql, String data) throws IOException {
    client.send(run(new Messages().parse("", sql), "", List.of(), List.of()).flush());
    Reply reply = record();
    while (!(reply instanceof Reply.CopyStart || reply instanceof Reply.Failure || over(reply))) {
      reply = record();
    }
    Messages rest = new Messages();
    if (reply instanceof Reply.CopyStart) {
      rest.copyData(data.getBytes(StandardCharsets.UTF_8)).copyDone();
    }
    exchange(rest.sync(), null);
  }

  private void exchange(Messages messages, @Nullable String data) throws IOException {
    client.send(messages);
    Reply reply = record();
    while (!over(reply)) {
      if (reply instanceof Reply.CopyStart start && start.message() == 'G') {
        byte[] bytes = data == null ? new byte[0] : data.getBytes(StandardCharsets.UTF_8);
        client.send(new Messages().copyData(bytes).copyDone());
      }
      reply = record();
    }
  }

  private Reply record() {
    Reply reply = client.next();
    replies.add(reply);
    return reply;
  }

  private static boolean over(Reply reply) {
    return reply instanceof Reply.Ready
        || reply instanceof Reply.Closed
        || reply instanceof Reply.Silence;
  }
}
