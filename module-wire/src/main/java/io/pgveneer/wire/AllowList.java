package io.pgveneer.wire;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/// Who may come in at all; an empty collection lets everybody.
///
/// @param addresses as [#network] takes them
public record AllowList(Set<String> users, Set<String> databases, List<String> addresses) {
  public static final AllowList EVERYBODY = new AllowList(Set.of(), Set.of(), List.of());

  public AllowList {
    users = Set.copyOf(users);
    databases = Set.copyOf(databases);
    addresses = List.copyOf(addresses);
  }

  /// A network, `10.0.0.0/8`, or one address.
  ///
  /// Errors: IllegalArgumentException for a text that is neither.
  static IpSubnetFilterRule network(String text) {
    boolean six = text.indexOf(':') >= 0;
    String network = text.indexOf('/') >= 0 ? text : text + (six ? "/128" : "/32");
    return new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT);
  }

  /// Errors: IllegalArgumentException for a text that is neither a network nor an address.
  public static String checkedNetwork(String text) {
    network(text);
    return text;
  }

  boolean hasUser(String user) {
    return users.isEmpty() || users.contains(user);
  }

  boolean hasDatabase(String database) {
    return databases.isEmpty() || databases.contains(database);
  }

  boolean hasAddress(InetSocketAddress address) {
    return addresses.isEmpty()
        || addresses.stream().anyMatch(text -> network(text).matches(address));
  }
}
