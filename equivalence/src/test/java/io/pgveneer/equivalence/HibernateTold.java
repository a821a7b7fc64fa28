package io.pgveneer.equivalence;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.exception.ConstraintViolationException;

/// Tells what came of work in Hibernate's sessions.
record HibernateTold(Told told) {
  /// @param work in a transaction, whose error is told
  void attempt(SessionFactory factory, String what, Consumer<Session> work) {
    try {
      factory.inTransaction(work);
      told.line(what, "done");
    } catch (RuntimeException e) {
      told.line(what, error(e));
    }
  }

  static String error(RuntimeException failure) {
    StringBuilder line = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      line.append(each.getClass().getSimpleName()).append(' ').append(each.getMessage());
      if (each instanceof ConstraintViolationException violation) {
        line.append(" [").append(violation.getKind()).append(' ');
        line.append(violation.getConstraintName()).append(']');
      }
      line.append(" | ");
    }
    return line.toString().replace("\n", " ").replaceAll("@\\p{XDigit}{5,8}", "@");
  }

  void all(String what, Stream<?> rows) {
    rows.forEach(
        row -> told.line(what, row instanceof Object[] cells ? Arrays.toString(cells) : "" + row));
  }
}
