package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.TransactionStatus;
import java.util.List;
import java.util.Map;

/// Has the backend read a text of several statements before the first of them runs, as it does with
/// a Query: a mistake in the last one must keep the first from being answered.
///
/// Prepared as one statement such a text fails in any case: for its mistake, or else for being
/// several. In a transaction a savepoint keeps that failure away from it.
final class SyntaxCheck {
  private static final String NAME = "pgveneer_syntax";
  private static final String SYNTAX_ERROR = "42601";

  private final Session session;
  private final String text;
  private final boolean saved;
  private boolean mistaken;
  private boolean done;

  private SyntaxCheck(Session session, String text) {
    this.session = session;
    this.text = text;
    this.saved = session.status() == TransactionStatus.IN_TRANSACTION;
  }

  static SyntaxCheck start(Session session, String text) {
    SyntaxCheck check = new SyntaxCheck(session, text);
    if (check.saved) {
      check.step("SAVEPOINT " + NAME);
    }
    check.parse();
    return check;
  }

  /// Whether the statements may run now.
  boolean isPassed() {
    return done && !mistaken;
  }

  private void step(String sql) {
    session.exchanges.add(new Hidden(session.steps.send(sql, List.of(), List.of())));
  }

  private void parse() {
    ByteBuf out = session.buffer();
    Frames.parse(out, NAME, text, List.of(), session.charset);
    session.toBackend.write(out);
    session.sent();
    session.exchanges.add(new Reading());
    HiddenSync.send(session, new Verdict());
  }

  private void restore() {
    step("ROLLBACK TO SAVEPOINT " + NAME);
    step("RELEASE SAVEPOINT " + NAME);
    HiddenSync.send(
        session,
        new HiddenSync() {
          @Override
          void finished() {
            done = true;
          }
        });
  }

  private static boolean isForBeingSeveral(Map<Character, String> fields) {
    return SYNTAX_ERROR.equals(fields.get(Fields.SQL_STATE))
        && "exec_parse_message".equals(fields.get(Fields.ROUTINE));
  }

  private final class Reading extends Hidden {
    Reading() {
      super(1);
    }

    @Override
    boolean showsError(Map<Character, String> fields) {
      mistaken = !isForBeingSeveral(fields);
      return mistaken;
    }
  }

  private final class Verdict extends HiddenSync {
    @Override
    boolean isReadyShown() {
      return mistaken;
    }

    @Override
    void finished() {
      if (mistaken) {
        session.statements.stray();
        session.piecewise = null;
      } else if (saved) {
        restore();
      } else {
        done = true;
      }
    }
  }
}
