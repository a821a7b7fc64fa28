package io.pgveneer.schema;

import java.util.List;

/// What provisioning did.
///
/// @param created objects made now, by kind and identity
/// @param present how many objects were there already, or were given to this fresh database before
/// @param shortcomings what could not be made, or only in part
public record ProvisionReport(List<String> created, int present, List<Shortcoming> shortcomings) {

  public ProvisionReport {
    created = List.copyOf(created);
    shortcomings = List.copyOf(shortcomings);
  }

  /// @param object its kind and identity, such as `table public.users`
  /// @param reason in the server's words where they are its
  public record Shortcoming(String object, String reason) {}
}
