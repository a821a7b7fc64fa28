package io.pgveneer.distribution;

import java.sql.Connection;
import java.sql.SQLException;

/// Told of what others do in the fresh database, by [ChangeListener]. Until it is told otherwise,
/// another proxy may serve it.
interface Changes {

  /// The schema has changed, or may have while nobody listened.
  void schemaChanged();

  /// Whether a session of this proxy made the definition with this stamp, and sees to what follows.
  boolean isOwn(String stamp);

  /// Whether such a session could not; told once.
  boolean areOverdue();

  /// A session that is no proxy's wrote to this relation.
  void written(long relation);

  /// No other proxy serves the fresh database.
  void alone(Connection fresh) throws SQLException;

  /// Another proxy serves the fresh database, or may.
  void accompanied();
}
