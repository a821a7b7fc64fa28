package io.pgveneer.wire;

import io.netty.channel.Channel;
import io.pgveneer.api.SqlError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The places that clients take, from their start-up packet to their end. Thread-safe.
///
/// Who finds none waits in a line; one whose user or database is full does not hold up those
/// behind.
final class Places {
  private static final String FULL = "53300";

  private record Guest(
      Channel client, String user, String database, Consumer<@Nullable SqlError> answer) {}

  private final Limits limits;
  private final Map<String, Integer> users = new HashMap<>();
  private final Map<String, Integer> databases = new HashMap<>();
  private final Map<Channel, Guest> present = new HashMap<>();
  private final Deque<Guest> waiting = new ArrayDeque<>();

  Places(Limits limits) {
    this.limits = limits;
  }

  /// Takes a place for a client, until its channel closes or [#leave].
  ///
  /// @param answer told on the client's event loop: null for a place, or why there is none
  void request(Channel client, String user, String database, Consumer<@Nullable SqlError> answer) {
    Guest guest = new Guest(client, user, database, answer);
    SqlError full = enterOrWait(guest);
    if (full == null) {
      admit(guest);
    } else if (limits.patience().isZero()) {
      answer.accept(full);
    } else {
      var timeout =
          client
              .eventLoop()
              .schedule(() -> giveUp(guest), limits.patience().toMillis(), TimeUnit.MILLISECONDS);
      client
          .closeFuture()
          .addListener(
              closed -> {
                timeout.cancel(false);
                forget(guest);
              });
    }
  }

  private synchronized @Nullable SqlError enterOrWait(Guest guest) {
    SqlError full = full(guest);
    if (full == null) {
      enter(guest);
    } else if (!limits.patience().isZero()) {
      waiting.add(guest);
    }
    return full;
  }

  private void admit(Guest guest) {
    guest.client().closeFuture().addListener(closed -> leave(guest.client()));
    guest.answer().accept(null);
  }

  private void giveUp(Guest guest) {
    SqlError full;
    synchronized (this) {
      full = full(guest);
      if (!waiting.remove(guest)) {
        return;
      }
    }
    guest.answer().accept(full == null ? tooMany() : full);
  }

  private synchronized void forget(Guest guest) {
    waiting.remove(guest);
  }

  /// Gives a client's place to who waits for it; does nothing where it has none.
  void leave(Channel client) {
    for (Guest next : left(client)) {
      next.client().eventLoop().execute(() -> admit(next));
    }
  }

  private synchronized List<Guest> left(Channel client) {
    Guest gone = present.remove(client);
    if (gone == null) {
      return List.of();
    }
    count(users, gone.user(), -1);
    count(databases, gone.database(), -1);
    List<Guest> admitted = new ArrayList<>();
    Iterator<Guest> line = waiting.iterator();
    while (line.hasNext()) {
      Guest next = line.next();
      if (full(next) == null) {
        line.remove();
        enter(next);
        admitted.add(next);
      }
    }
    return admitted;
  }

  private void enter(Guest guest) {
    present.put(guest.client(), guest);
    count(users, guest.user(), 1);
    count(databases, guest.database(), 1);
  }

  private static void count(Map<String, Integer> counts, String name, int change) {
    counts.merge(name, change, (one, other) -> one + other == 0 ? null : one + other);
  }

  private @Nullable SqlError full(Guest guest) {
    if (isFull(limits.clients(), present.size())) {
      return tooMany();
    } else if (isFull(limits.perUser(), users.getOrDefault(guest.user(), 0))) {
      return error("too many connections for role \"" + guest.user() + '"');
    } else if (isFull(limits.perDatabase(), databases.getOrDefault(guest.database(), 0))) {
      return error("too many connections for database \"" + guest.database() + '"');
    }
    return null;
  }

  private static boolean isFull(int limit, int count) {
    return limit > 0 && count >= limit;
  }

  private static SqlError tooMany() {
    return error("sorry, too many clients already");
  }

  private static SqlError error(String message) {
    return new SqlError(FULL, message, null, null, 0);
  }
}
