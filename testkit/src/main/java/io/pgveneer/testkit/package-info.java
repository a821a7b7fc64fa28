/// Servers to test against.
///
/// Most tests want [Postgresql#major], a server shared by the whole JVM, and a database of their
/// own from [PostgresqlServer#createDatabase]; or the JUnit extension [PostgresqlExtension], which
/// hands out both as parameters. Servers stop with the JVM, even when it is killed.
package io.pgveneer.testkit;
