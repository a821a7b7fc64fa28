package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.Plan;
import io.pgveneer.api.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a plan's steps unseen, through a statement and a portal of our own: the client's unnamed
/// ones live on.
final class Steps {
  static final String NAME = "pgveneer_step";

  private final Session session;

  /// An error may have left our names in use.
  private boolean leftover;

  Steps(Session session) {
    this.session = session;
  }

  void before(Plan plan, List<Parameter> parameters, List<Integer> types) {
    for (Step step : plan.before()) {
      run(plan, step, parameters, types, null);
    }
  }

  /// Runs the steps behind a completed statement.
  ///
  /// @param shows show the statement's completion once they are done
  void after(Plan plan, List<Parameter> parameters, List<Integer> types, boolean shows) {
    int left = plan.after().size();
    for (Step step : plan.after()) {
      left--;
      run(
          plan,
          step,
          parameters,
          types,
          shows && left == 0 ? session::releaseCompletion : () -> {});
    }
  }

  private void run(
      Plan plan,
      Step step,
      List<Parameter> parameters,
      List<Integer> types,
      @Nullable Runnable then) {
    List<Parameter> values = new ArrayList<>();
    List<Integer> oids = new ArrayList<>();
    for (int number : step.parameters()) {
      values.add(parameters.get(number - 1));
      oids.add(number <= types.size() ? types.get(number - 1) : 0);
    }
    int messages = send(step.sql(), oids, values);
    session.exchanges.add(
        new Hidden(messages) {
          @Override
          Source source() {
            return Source.step(plan);
          }

          @Override
          boolean isBlocker() {
            return then != null;
          }

          @Override
          void finished() {
            if (then != null) {
              then.run();
            }
          }

          @Override
          void skipped() {
            leftover = true;
          }
        });
  }

  /// Sends a query of ours under our own names, and closes them.
  ///
  /// @return how many messages
  int send(String sql, List<Integer> types, List<Parameter> values) {
    ByteBuf out = session.buffer();
    int messages = 5;
    if (leftover) {
      leftover = false;
      Frames.close(out, 'P', NAME, session.charset);
      Frames.close(out, 'S', NAME, session.charset);
      messages += 2;
    }
    Frames.parse(out, NAME, sql, types, session.charset);
    Frames.bind(out, NAME, NAME, values, session.charset);
    Frames.execute(out, NAME, session.charset);
    Frames.close(out, 'P', NAME, session.charset);
    Frames.close(out, 'S', NAME, session.charset);
    session.toBackend.write(out);
    session.sent();
    return messages;
  }

  /// A query of ours failed somewhere.
  void failed() {
    leftover = true;
  }
}
