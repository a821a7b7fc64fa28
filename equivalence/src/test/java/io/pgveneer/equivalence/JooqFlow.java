package io.pgveneer.equivalence;

import static io.pgveneer.equivalence.JooqStore.CATEGORY;
import static io.pgveneer.equivalence.JooqStore.CUSTOMER;
import static io.pgveneer.equivalence.JooqStore.CUSTOMERS;
import static io.pgveneer.equivalence.JooqStore.CUSTOMER_NAME;
import static io.pgveneer.equivalence.JooqStore.ID;
import static io.pgveneer.equivalence.JooqStore.JOBS;
import static io.pgveneer.equivalence.JooqStore.LINES;
import static io.pgveneer.equivalence.JooqStore.LINE_OF;
import static io.pgveneer.equivalence.JooqStore.NAME;
import static io.pgveneer.equivalence.JooqStore.ORDER;
import static io.pgveneer.equivalence.JooqStore.ORDERED_BY;
import static io.pgveneer.equivalence.JooqStore.ORDERS;
import static io.pgveneer.equivalence.JooqStore.PRICE;
import static io.pgveneer.equivalence.JooqStore.PRODUCTS;
import static io.pgveneer.equivalence.JooqStore.SKU;
import static io.pgveneer.equivalence.JooqStore.STATE;
import static io.pgveneer.equivalence.JooqStore.STOCK;
import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.primaryKey;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.unique;
import static org.jooq.impl.DSL.val;

import io.pgveneer.equivalence.JooqStore.ProductRecord;
import io.pgveneer.equivalence.JooqStore.Products;
import io.pgveneer.equivalence.client.Endpoint;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.CallbackExecuteListener;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.SQLDataType;

/// What applications do through jOOQ, on production's rows: each statement that it sends, and what
/// came of it.
final class JooqFlow {
  private final Told told = new Told();
  private final DSLContext db;

  private JooqFlow(Connection connection) {
    this.db =
        DSL.using(
            new DefaultConfiguration()
                .set(connection)
                .set(SQLDialect.POSTGRES)
                .set(
                    new Settings()
                        .withRenderKeywordCase(RenderKeywordCase.UPPER)
                        .withExecuteWithOptimisticLocking(true))
                .set(new CallbackExecuteListener().onExecuteStart(this::sent)));
  }

  static List<String> run(Endpoint endpoint) throws SQLException {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    try (Connection connection =
        DriverManager.getConnection(Jdbc.url(endpoint), endpoint.user(), endpoint.password())) {
      JooqFlow flow = new JooqFlow(connection);
      flow.told.add("version " + org.jooq.Constants.FULL_VERSION);
      flow.read();
      flow.write();
      flow.records();
      flow.transact(endpoint);
      flow.fail();
      flow.define();
      flow.read();
      return flow.told.lines();
    }
  }

  private void sent(ExecuteContext context) {
    told.add(
        "sql: " + (context.sql() == null ? Arrays.toString(context.batchSQL()) : context.sql()));
  }

  private void attempt(String what, Function<DSLContext, Object> work) {
    new JooqTold(told, db).attempt(what, work);
  }

  private void each(String what, Consumer<DSLContext> work) {
    new JooqTold(told, db).each(what, work);
  }

  private void read() {
    new JooqReads(new JooqTold(told, db)).run();
  }

  private void write() {
    insert();
    change();
    delete();
    batch();
  }

  private void insert() {
    attempt(
        "insert",
        db ->
            db.insertInto(CUSTOMERS, field(name("email")), NAME)
                .values("new@example.com", "New")
                .values("newer@example.com", "Newer")
                .returning(ID, field(name("level")), field(name("tags")))
                .fetch());
    attempt(
        "insert select",
        db ->
            db.insertInto(STOCK)
                .select(select(inline("south"), ID, inline(7)).from(PRODUCTS).where(ID.le(3L)))
                .execute());
    attempt(
        "upsert",
        db ->
            db.insertInto(PRODUCTS, SKU, NAME, PRICE)
                .values("SKU-9", "nine", new BigDecimal(9))
                .values("SKU-NEW", "new", BigDecimal.ONE)
                .onConflict(SKU)
                .doUpdate()
                .set(NAME, excluded(NAME))
                .set(PRICE, excluded(PRICE))
                .where(field(name("products", "price"), BigDecimal.class).gt(BigDecimal.ONE))
                .returning(ID, NAME, PRICE)
                .fetch());
    attempt(
        "ignore",
        db ->
            db.insertInto(table(name("labels")), NAME)
                .values("sale")
                .values("other")
                .onConflictDoNothing()
                .returning(NAME)
                .fetch());
  }

  private void change() {
    attempt(
        "merge",
        db ->
            db.mergeInto(STOCK)
                .using(
                    select(inline("east").as("w"), ID.as("p"))
                        .from(PRODUCTS)
                        .where(ID.between(18L, 23L))
                        .asTable("s"))
                .on("stock_levels.warehouse = s.w AND stock_levels.product_id = s.p")
                .whenMatchedThenUpdate()
                .set(field(name("amount"), Integer.class), 1000)
                .whenNotMatchedThenInsert(
                    field(name("warehouse")), field(name("product_id")), field(name("amount")))
                .values(field("s.w"), field("s.p"), inline(5))
                .execute());
    attempt(
        "update",
        db ->
            db.update(PRODUCTS)
                .set(PRICE, PRICE.times(2))
                .where(CATEGORY.eq(4))
                .returning(ID, PRICE)
                .fetch()
                .sortAsc(ID));
    attempt(
        "update from",
        db ->
            db.update(ORDERS)
                .set(field(name("note")), CUSTOMER_NAME)
                .from(CUSTOMERS)
                .where(ORDERED_BY.eq(CUSTOMER))
                .and(CUSTOMER.in(3L, 4L, 5L))
                .execute());
    attempt(
        "update row",
        db ->
            db.update(STOCK)
                .set(
                    row(
                        field(name("amount"), Integer.class),
                        field(name("warehouse"), String.class)),
                    row(val(1), val("north")))
                .where("product_id = 3 AND warehouse = 'west'")
                .execute());
  }

  private void delete() {
    attempt(
        "delete using",
        db ->
            db.deleteFrom(LINES)
                .using(ORDERS)
                .where(LINE_OF.eq(ORDER))
                .and(STATE.eq("cancelled"))
                .execute());
    attempt(
        "delete",
        db ->
            db.deleteFrom(ORDERS).where(ORDER.in(5L, 6L)).returning(ORDER).fetch().sortAsc(ORDER));
    attempt(
        "data-modifying",
        db ->
            db.fetch(
                "WITH gone AS (DELETE FROM stock_levels WHERE product_id"
                    + " = 4 RETURNING *), kept AS (INSERT INTO stock_levels SELECT 'old', product_id,"
                    + " sum(amount) FROM gone GROUP BY 2 RETURNING *) SELECT * FROM kept"));
    attempt(
        "batch",
        db ->
            Arrays.toString(
                db.batch(db.insertInto(table(name("labels")), NAME).values((String) null))
                    .bind("b1")
                    .bind("b2")
                    .bind("b3")
                    .execute()));
    attempt(
        "batch of several",
        db ->
            Arrays.toString(
                db.batch(
                        db.update(JOBS)
                            .set(field(name("attempts"), Integer.class), 1)
                            .where(ID.gt(18L)),
                        db.deleteFrom(JOBS).where(ID.eq(17L)))
                    .execute()));
  }

  private void batch() {
    attempt(
        "load",
        db -> {
          try {
            return db.loadInto(table(name("labels")))
                .batchAll()
                .loadCSV("name\nl1\nl2\n")
                .fields(NAME)
                .execute()
                .stored();
          } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
          }
        });
    attempt(
        "call",
        db ->
            db.select(function("raise_prices", Integer.class, val(2), val(new BigDecimal("1.5"))))
                .fetch());
    attempt("prices", db -> db.fetch("SELECT * FROM price_changes ORDER BY 1, 2, 3"));
  }

  private void records() {
    Products products = Products.TABLE;
    attempt(
        "record",
        db -> {
          ProductRecord row = db.fetchOne(products, products.id.eq(12L));
          row.set(products.title, "twelve");
          return row.store() + " " + row.get(products.version);
        });
    attempt(
        "new record",
        db -> {
          ProductRecord row = db.newRecord(products);
          row.set(products.sku, "SKU-R");
          row.set(products.title, "record");
          row.set(products.price, BigDecimal.TEN);
          row.set(products.version, 0);
          return row.store() + " " + row.get(products.id);
        });
    attempt(
        "changed meanwhile",
        db -> {
          ProductRecord first = db.fetchOne(products, products.id.eq(13L));
          ProductRecord second = db.fetchOne(products, products.id.eq(13L));
          first.set(products.title, "first");
          first.store();
          second.set(products.title, "second");
          return second.store();
        });
    attempt(
        "refreshed",
        db -> {
          ProductRecord row = db.fetchOne(products, products.id.eq(14L));
          db.execute("UPDATE products SET name = 'fourteen' WHERE id = 14");
          row.refresh();
          return row.get(products.title) + " " + row.delete();
        });
    attempt(
        "stored in a batch",
        db -> {
          Result<ProductRecord> rows =
              db.selectFrom(products)
                  .where(products.id.between(20L, 24L))
                  .orderBy(products.id)
                  .fetch();
          rows.forEach(row -> row.set(products.price, row.get(products.price).add(BigDecimal.ONE)));
          return Arrays.toString(db.batchUpdate(rows).execute());
        });
  }

  private void transact(Endpoint endpoint) {
    each(
        "nested",
        db ->
            db.transaction(
                outer -> {
                  outer.dsl().execute("UPDATE customers SET name = 'kept' WHERE id = 10");
                  try {
                    outer
                        .dsl()
                        .transaction(
                            inner -> {
                              inner
                                  .dsl()
                                  .execute("UPDATE customers SET name = 'never' WHERE id = 11");
                              inner.dsl().execute("INSERT INTO labels (name) VALUES ('heavy')");
                            });
                  } catch (DataAccessException e) {
                    told.line("inner", e.sqlState());
                  }
                  told.line(
                      "both",
                      outer
                          .dsl()
                          .fetch("SELECT name FROM customers WHERE id IN (10, 11) ORDER BY" + " id")
                          .formatCSV());
                }));
    each(
        "rolled back",
        db ->
            db.transaction(
                outer -> {
                  outer.dsl().execute("DELETE FROM jobs");
                  throw new DataAccessException("undone");
                }));
    each(
        "queue",
        db ->
            db.transaction(
                outer -> {
                  told.line("mine", ready(outer.dsl()).formatCSV());
                  try (Connection other =
                      DriverManager.getConnection(
                          Jdbc.url(endpoint), endpoint.user(), endpoint.password())) {
                    told.line("theirs", ready(DSL.using(other, SQLDialect.POSTGRES)).formatCSV());
                  }
                }));
    each(
        "locked",
        db ->
            db.transaction(
                outer ->
                    told.line(
                        "locked",
                        outer
                            .dsl()
                            .select(ORDER, CUSTOMER_NAME)
                            .from(ORDERS)
                            .join(CUSTOMERS)
                            .on(CUSTOMER.eq(ORDERED_BY))
                            .where(ORDER.in(21L, 22L))
                            .orderBy(ORDER)
                            .forNoKeyUpdate()
                            .of(ORDERS, CUSTOMERS)
                            .fetch()
                            .formatCSV())));
  }

  private static Result<?> ready(DSLContext db) {
    return db.select(ID)
        .from(JOBS)
        .where("state = 'ready'")
        .orderBy(ID)
        .limit(3)
        .forUpdate()
        .skipLocked()
        .fetch();
  }

  private void fail() {
    for (String wrong :
        List.of(
            "INSERT INTO customers (email, name) VALUES ('customer5@example.com', 'twice')",
            "INSERT INTO customers (name) VALUES ('none')",
            "INSERT INTO order_lines (order_id, line_no, product_id, price) VALUES (13, 9, 999, 1)",
            "DELETE FROM customers WHERE id = 15",
            "UPDATE products SET price = -1 WHERE id = 11",
            "UPDATE products SET sku = repeat('x', 30) WHERE id = 11",
            "UPDATE orders SET state = 'lost' WHERE id = 13",
            "SELECT nothing FROM customers")) {
      attempt(wrong, db -> db.execute(wrong));
    }
  }

  private void define() {
    each(
        "create",
        db -> {
          db.createTable("coupons")
              .column("id", SQLDataType.BIGINT.generatedByDefaultAsIdentity())
              .column("code", SQLDataType.VARCHAR(12).notNull())
              .column("customer_id", SQLDataType.BIGINT)
              .constraints(
                  primaryKey("id"),
                  unique("code"),
                  constraint("coupons_customer")
                      .foreignKey("customer_id")
                      .references("customers", "id"))
              .execute();
          db.alterTable("customers")
              .addColumn("phone", SQLDataType.VARCHAR(20).defaultValue("none"))
              .execute();
          db.alterTable("jobs").renameColumn("kind").to("sort").execute();
          db.createIndexIfNotExists("products_name").on("products", "name").execute();
        });
    attempt(
        "coupon",
        db ->
            db.insertInto(table(name("coupons")), field(name("code")), field(name("customer_id")))
                .values("TEN", 16L)
                .values("SIX", null)
                .returning()
                .fetch());
    attempt("phones", db -> db.fetch("SELECT phone, count(*) FROM customers GROUP BY 1"));
    attempt("sorts", db -> db.fetch("SELECT sort, count(*) FROM jobs GROUP BY 1 ORDER BY 1"));
    attempt(
        "meta",
        db -> {
          StringBuilder ddl = new StringBuilder();
          db.meta().filterSchemas(schema -> schema.getName().equals("public")).getTables().stream()
              .sorted(java.util.Comparator.comparing(Table::getName))
              .forEach(
                  table ->
                      ddl.append(table.getName())
                          .append(Arrays.toString(table.fields()))
                          .append(table.getPrimaryKey())
                          .append(table.getIndexes().size())
                          .append(table.getReferences().size())
                          .append('\n'));
          return ddl;
        });
  }
}
