package io.pgveneer.equivalence;

import static io.pgveneer.equivalence.JooqStore.AMOUNT;
import static io.pgveneer.equivalence.JooqStore.CATEGORY;
import static io.pgveneer.equivalence.JooqStore.CUSTOMER;
import static io.pgveneer.equivalence.JooqStore.CUSTOMERS;
import static io.pgveneer.equivalence.JooqStore.CUSTOMER_NAME;
import static io.pgveneer.equivalence.JooqStore.ID;
import static io.pgveneer.equivalence.JooqStore.LINES;
import static io.pgveneer.equivalence.JooqStore.LINE_OF;
import static io.pgveneer.equivalence.JooqStore.NAME;
import static io.pgveneer.equivalence.JooqStore.ORDER;
import static io.pgveneer.equivalence.JooqStore.ORDERED_BY;
import static io.pgveneer.equivalence.JooqStore.ORDERS;
import static io.pgveneer.equivalence.JooqStore.PRICE;
import static io.pgveneer.equivalence.JooqStore.PRODUCTS;
import static io.pgveneer.equivalence.JooqStore.STATE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.lag;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.multisetAgg;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.orderBy;
import static org.jooq.impl.DSL.partitionBy;
import static org.jooq.impl.DSL.rank;
import static org.jooq.impl.DSL.rollup;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.values;

import java.math.BigDecimal;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/// Queries that applications ask through jOOQ.
record JooqReads(JooqTold told) {
  void run() {
    joins();
    windows();
    pages();
    sets();
    lists();
  }

  private void joins() {
    attempt(
        "join",
        db ->
            db.select(ORDER, CUSTOMER_NAME, sum(AMOUNT))
                .from(ORDERS)
                .join(CUSTOMERS)
                .on(CUSTOMER.eq(ORDERED_BY))
                .leftJoin(LINES)
                .on(LINE_OF.eq(ORDER))
                .where(CUSTOMER.between(2L, 6L))
                .groupBy(ORDER, CUSTOMER)
                .having(count().gt(1))
                .orderBy(ORDER)
                .fetch());
    attempt(
        "multiset",
        db ->
            db.select(
                    CUSTOMER,
                    multiset(
                            select(
                                    ORDER,
                                    multiset(
                                            select(field(name("line_no")), AMOUNT)
                                                .from(LINES)
                                                .where(LINE_OF.eq(ORDER))
                                                .orderBy(1))
                                        .as("lines"))
                                .from(ORDERS)
                                .where(ORDERED_BY.eq(CUSTOMER))
                                .orderBy(1))
                        .as("orders"))
                .from(CUSTOMERS)
                .where(CUSTOMER.lt(4L))
                .orderBy(1)
                .fetch());
    attempt(
        "multiset_agg",
        db ->
            db.select(ORDERED_BY, multisetAgg(ORDER, STATE).orderBy(ORDER))
                .from(ORDERS)
                .where(ORDERED_BY.lt(5L))
                .groupBy(ORDERED_BY)
                .orderBy(1)
                .fetch());
  }

  private void windows() {
    attempt(
        "windows",
        db ->
            db.select(
                    ID,
                    rank().over(partitionBy(CATEGORY).orderBy(PRICE.desc())),
                    sum(PRICE).over(orderBy(ID).rowsBetweenPreceding(2).andCurrentRow()),
                    lag(NAME).over(orderBy(ID)),
                    count().filterWhere(PRICE.gt(new BigDecimal(9))).over())
                .from(PRODUCTS)
                .orderBy(ID)
                .limit(9)
                .fetch());
    attempt(
        "common table",
        db ->
            db.with("big")
                .as(select(ORDERED_BY.as("who"), count().as("n")).from(ORDERS).groupBy(ORDERED_BY))
                .select(CUSTOMER_NAME, field(name("big", "n")))
                .from(CUSTOMERS)
                .join(table(name("big")))
                .on(field(name("big", "who"), Long.class).eq(CUSTOMER))
                .orderBy(CUSTOMER)
                .limit(4)
                .offset(2)
                .fetch());
    attempt(
        "recursive",
        db ->
            db.fetch(
                "WITH RECURSIVE c AS (SELECT id, name, 0 AS depth FROM"
                    + " categories WHERE parent_id IS NULL UNION ALL SELECT k.id, k.name, depth + 1 FROM"
                    + " categories k JOIN c ON k.parent_id = c.id) SELECT * FROM c ORDER BY id"));
    attempt(
        "exists",
        db ->
            db.select(CUSTOMER)
                .from(CUSTOMERS)
                .whereExists(
                    selectOne().from(ORDERS).where(ORDERED_BY.eq(CUSTOMER)).and(STATE.eq("paid")))
                .orderBy(1)
                .fetch());
  }

  private void pages() {
    attempt(
        "page",
        db ->
            db.select(ID, PRICE)
                .from(PRODUCTS)
                .orderBy(PRICE.desc(), ID)
                .limit(5)
                .offset(5)
                .fetch());
    attempt(
        "seek",
        db ->
            db.select(ID, PRICE)
                .from(PRODUCTS)
                .orderBy(PRICE.desc(), ID)
                .seek(new BigDecimal("50.00"), 20L)
                .limit(5)
                .fetch());
    attempt(
        "ties",
        db ->
            db.select(ID, CATEGORY)
                .from(PRODUCTS)
                .where(CATEGORY.isNotNull())
                .orderBy(CATEGORY)
                .limit(3)
                .withTies()
                .fetch()
                .sortAsc(ID));
    attempt(
        "grouping sets",
        db ->
            db.select(CATEGORY, count())
                .from(PRODUCTS)
                .groupBy(rollup(CATEGORY))
                .orderBy(CATEGORY.asc().nullsLast(), count())
                .fetch());
    attempt(
        "sets",
        db ->
            db.select(CUSTOMER)
                .from(CUSTOMERS)
                .where(CUSTOMER.lt(9L))
                .except(select(ORDERED_BY).from(ORDERS).where(STATE.eq("new")))
                .orderBy(1)
                .fetch());
  }

  private void sets() {
    attempt(
        "lateral",
        db ->
            db.select(CUSTOMER, field(name("last", "id")))
                .from(CUSTOMERS)
                .crossJoin(
                    lateral(
                            select(ORDER)
                                .from(ORDERS)
                                .where(ORDERED_BY.eq(CUSTOMER))
                                .orderBy(ORDER.desc())
                                .limit(1))
                        .as("last"))
                .orderBy(CUSTOMER)
                .limit(5)
                .fetch());
    attempt(
        "distinct on",
        db ->
            db.select(ORDERED_BY, ORDER)
                .distinctOn(ORDERED_BY)
                .from(ORDERS)
                .orderBy(ORDERED_BY, ORDER.desc())
                .limit(5)
                .fetch());
    attempt(
        "json",
        db ->
            db.select(
                    ID,
                    field("details ->> 'colour'", String.class),
                    jsonbGetAttributeAsText(field(name("details"), JSONB.class), "weight"))
                .from(PRODUCTS)
                .where(field(name("details")).isNotNull())
                .orderBy(ID)
                .limit(5)
                .fetch());
    attempt(
        "values",
        db ->
            db.select()
                .from(CUSTOMERS)
                .join(values(row(3L, "c"), row(4L, "d")).as("v", "id", "label"))
                .on(field(name("v", "id"), Long.class).eq(CUSTOMER))
                .orderBy(CUSTOMER)
                .fetch());
  }

  private void lists() {
    attempt(
        "fetch exists",
        db ->
            db.fetchExists(ORDERS, ORDER.eq(7L))
                + " "
                + db.fetchCount(select(ORDER).from(ORDERS).where(ORDERED_BY.eq(3L))));
    attempt(
        "lazily",
        db -> {
          StringBuilder ids = new StringBuilder();
          try (var cursor = db.select(ID).from(LINES).orderBy(ID).fetchSize(20).fetchLazy()) {
            cursor.forEach(row -> ids.append(row.value1()).append(' '));
          }
          return ids;
        });
    attempt(
        "function",
        db ->
            db.select(ORDER, function("order_total", BigDecimal.class, ORDER))
                .from(ORDERS)
                .where(ORDER.lt(4L))
                .orderBy(1)
                .fetch());
    attempt(
        "view",
        db -> db.selectFrom(table(name("customer_totals"))).where(ID.lt(5L)).orderBy(ID).fetch());
  }

  private void attempt(String what, Function<DSLContext, Object> work) {
    told.attempt(what, work);
  }
}
