package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// One of the two databases that a case runs on, with the case's sessions.
final class Side implements AutoCloseable {
  private final Endpoint endpoint;
  private final Mode mode;
  private final Names names;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<List<Reply>>> blocked = new HashMap<>();

  private Side(Endpoint endpoint, Mode mode, Names names) {
    this.endpoint = endpoint;
    this.mode = mode;
    this.names = names;
  }

  /// @param endpoint where sessions connect
  /// @param direct the database that the OIDs they see are of
  static Side of(Endpoint endpoint, Endpoint direct, Mode mode) throws IOException {
    return new Side(endpoint, mode, Names.of(direct));
  }

  CompletableFuture<List<Reply>> start(Step step) {
    return start(step.session(), step.action());
  }

  CompletableFuture<List<Reply>> start(String name, Step.Action action) {
    if (action instanceof Step.Disconnect) {
      disconnect(name);
      return CompletableFuture.completedFuture(List.of());
    }
    try {
      return session(name).perform(mode, action);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  void block(String session, CompletableFuture<List<Reply>> answer) {
    blocked.put(session, answer);
  }

  /// The answer that the session has been waiting for; null where it has not been.
  CompletableFuture<List<Reply>> unblock(String session) {
    CompletableFuture<List<Reply>> answer = blocked.remove(session);
    return answer == null ? CompletableFuture.completedFuture(List.of()) : answer;
  }

  Names names() {
    return names;
  }

  /// A session's name is `name` or `name=role`; roles have their name for a password.
  private Session session(String name) throws IOException {
    Session session = sessions.get(name);
    if (session == null) {
      int role = name.indexOf('=');
      String user = name.substring(role + 1);
      session = Session.open(role < 0 ? endpoint : endpoint.as(user, user));
      sessions.put(name, session);
    }
    return session;
  }

  /// Ends a session's connection without a word, in the middle of what it is at.
  void cut(String name) {
    Session session = sessions.get(name);
    if (session != null) {
      session.cut();
    }
  }

  void disconnect(String name) {
    Session session = sessions.remove(name);
    if (session != null) {
      session.close();
    }
  }

  void endSessions() {
    List.copyOf(sessions.keySet()).forEach(this::disconnect);
  }

  @Override
  public void close() {
    endSessions();
    names.close();
  }
}
