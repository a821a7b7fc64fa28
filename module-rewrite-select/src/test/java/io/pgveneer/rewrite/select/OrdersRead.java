package io.pgveneer.rewrite.select;

import io.pgveneer.api.Relation;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.spi.TableRead;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Outlines;
import io.pgveneer.testkit.plan.Shop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a strategy is asked about the first mention of table orders in a statement.
final class OrdersRead {
  private OrdersRead() {}

  static TableRead of(String sql, Relation orders, @Nullable String layered) {
    Outline outline = Outlines.of(sql);
    return new TableRead(
        new StatementRequest(outline, Shop.with(), TransactionStatus.IDLE, false),
        outline.references().stream()
            .filter(found -> found.relation().equals("orders"))
            .findFirst()
            .orElseThrow(),
        orders,
        Objects.requireNonNull(orders.lower()),
        layered);
  }
}
