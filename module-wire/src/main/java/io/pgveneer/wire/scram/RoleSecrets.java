package io.pgveneer.wire.scram;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What the fresh database keeps of the passwords of its roles.
public interface RoleSecrets {
  /// None may be had.
  RoleSecrets UNKNOWN = role -> CompletableFuture.completedStage(null);

  /// @return `rolpassword` of `pg_authid` as it stands there, empty where there is no such role or
  ///     it has none; null where that cannot be told
  CompletionStage<@Nullable String> of(String role);
}
