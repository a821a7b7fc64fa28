package io.pgveneer.equivalence;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.math.BigDecimal;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import org.jooq.impl.UpdatableRecordImpl;

/// The store as jOOQ's tables and columns.
final class JooqStore {
  static final Table<?> CUSTOMERS = table(name("customers"));
  static final Table<?> PRODUCTS = table(name("products"));
  static final Table<?> ORDERS = table(name("orders"));
  static final Table<?> LINES = table(name("order_lines"));
  static final Table<?> STOCK = table(name("stock_levels"));
  static final Table<?> JOBS = table(name("jobs"));
  static final Field<Long> ID = field(name("id"), Long.class);
  static final Field<Long> CUSTOMER = field(name("customers", "id"), Long.class);
  static final Field<String> CUSTOMER_NAME = field(name("customers", "name"), String.class);
  static final Field<Long> ORDER = field(name("orders", "id"), Long.class);
  static final Field<Long> ORDERED_BY = field(name("orders", "customer_id"), Long.class);
  static final Field<String> STATE = field("orders.state::text", String.class);
  static final Field<Long> LINE_OF = field(name("order_lines", "order_id"), Long.class);
  static final Field<BigDecimal> AMOUNT = field(name("order_lines", "amount"), BigDecimal.class);
  static final Field<Long> PRODUCT = field(name("products", "id"), Long.class);
  static final Field<String> SKU = field(name("sku"), String.class);
  static final Field<String> NAME = field(name("name"), String.class);
  static final Field<BigDecimal> PRICE = field(name("price"), BigDecimal.class);
  static final Field<Integer> CATEGORY = field(name("category_id"), Integer.class);

  private JooqStore() {}

  /// The rows of products, as its generator would describe them.
  static final class Products extends TableImpl<ProductRecord> {
    private static final long serialVersionUID = 1L;
    static final Products TABLE = new Products();
    final TableField<ProductRecord, Long> id =
        createField(name("id"), SQLDataType.BIGINT.nullable(false).generatedByDefaultAsIdentity());
    final TableField<ProductRecord, String> sku = createField(name("sku"), SQLDataType.VARCHAR(20));
    final TableField<ProductRecord, String> title =
        createField(name("name"), SQLDataType.VARCHAR(80));
    final TableField<ProductRecord, BigDecimal> price =
        createField(name("price"), SQLDataType.NUMERIC(10, 2));
    final TableField<ProductRecord, Integer> version =
        createField(name("version"), SQLDataType.INTEGER);

    private Products() {
      super(name("products"));
    }

    @Override
    public Class<ProductRecord> getRecordType() {
      return ProductRecord.class;
    }

    @Override
    public UniqueKey<ProductRecord> getPrimaryKey() {
      return Internal.createUniqueKey(this, name("products_pkey"), id);
    }

    @Override
    public org.jooq.Identity<ProductRecord, ?> getIdentity() {
      return Internal.createIdentity(this, id);
    }

    @Override
    public TableField<ProductRecord, Integer> getRecordVersion() {
      return version;
    }
  }

  /// One of them.
  static final class ProductRecord extends UpdatableRecordImpl<ProductRecord> {
    private static final long serialVersionUID = 1L;

    ProductRecord() {
      super(Products.TABLE);
    }
  }
}
