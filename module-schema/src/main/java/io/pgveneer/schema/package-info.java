/// Knows both databases' catalogues, through JDBC; never on the path of a client's rows.
///
/// Set-up calls, in this order: [DatabaseConnections], [DatabaseChecks], [Provisioner],
/// [SequencePositions], [LowerTables]. While serving, [VirtualSchemaReader] reads what the overlay
/// tells of itself.
package io.pgveneer.schema;
