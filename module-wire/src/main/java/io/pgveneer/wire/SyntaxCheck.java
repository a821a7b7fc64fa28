package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.TransactionStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Has the backend read a text of several statements before the first of them runs, as it does with
/// a Query: a mistake in the last one must keep the first from being answered.
///
/// Prepared as one statement such a text fails in any case: for its mistake, or else for being
/// several. In a transaction a savepoint keeps that failure away from it.
///
/// In a transaction that a Sync would end there is no way back from a failure. There PL/pgSQL runs
/// the text, behind a statement that fails with an error of its own as soon as all has been read.
final class SyntaxCheck {
  private static final String NAME = "pgveneer_syntax";
  private static final String FIRST = Refusals.POISON + ";";
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
    if (session.losesBySync()) {
      check.evaluate();
      return check;
    }
    if (check.saved) {
      check.step("SAVEPOINT " + NAME);
    }
    check.parse();
    return check;
  }

  private void evaluate() {
    String quote = "$" + NAME + "$";
    while (text.contains(quote)) {
      quote = quote.replace(NAME, NAME + "_");
    }
    String block =
        "BEGIN EXECUTE "
            + (quote + FIRST + text + quote)
            + "; EXCEPTION WHEN undefined_column THEN NULL; END";
    String outer = quote.replace(NAME, NAME + "0");
    int messages = session.steps.send("DO " + outer + block + outer, List.of(), List.of());
    session.exchanges.add(new Evaluating(messages));
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

    @Override
    boolean showsNotices() {
      return false;
    }
  }

  private final class Evaluating extends Hidden {
    Evaluating(int messages) {
      super(messages);
    }

    @Override
    boolean showsNotices() {
      return false;
    }

    @Override
    Map<Character, String> reworded(Map<Character, String> fields) {
      Map<Character, String> clients = new LinkedHashMap<>();
      fields.forEach(
          (field, value) -> {
            if (field == Fields.INTERNAL_POSITION) {
              clients.put(Fields.POSITION, position(value));
            } else if (field != Fields.INTERNAL_QUERY && field != Fields.CONTEXT) {
              clients.put(field, value);
            }
          });
      return clients;
    }

    private static String position(String internal) {
      return Integer.toString(Integer.parseInt(internal) - FIRST.length());
    }

    @Override
    void finished() {
      done = true;
    }

    /// The transaction has failed with it: what is left is to end.
    @Override
    void failed(String sqlState, String message) {
      skipped();
    }

    @Override
    void skipped() {
      session.steps.failed();
      done = true;
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
