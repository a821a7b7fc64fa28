/// Reads the configuration: HOCON or YAML file under the environment, over `reference.conf`.
///
/// A value that may hold a password travels as [io.pgveneer.distribution.config.Secret] or
/// [io.pgveneer.distribution.config.DatabaseUrl], whose texts hide it; findings name keys and
/// lines, and never quote the value of a secret key.
package io.pgveneer.distribution.config;
