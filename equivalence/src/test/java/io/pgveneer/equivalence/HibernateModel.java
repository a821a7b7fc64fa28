package io.pgveneer.equivalence;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.generator.EventType;
import org.hibernate.type.SqlTypes;

/// The store as Hibernate's entities.
final class HibernateModel {
  static final List<Class<?>> ENTITIES =
      List.of(
          Customer.class,
          Profile.class,
          Category.class,
          Product.class,
          Label.class,
          Order.class,
          Line.class,
          Stock.class,
          Payment.class,
          CardPayment.class,
          BankPayment.class,
          Document.class,
          Invoice.class,
          Letter.class,
          Job.class,
          CustomerTotal.class);

  private HibernateModel() {}

  enum Level {
    basic,
    silver,
    gold
  }

  @Embeddable
  record Address(String street, String city, String zip) {}

  @Entity(name = "Customer")
  @Table(name = "customers")
  static class Customer {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(nullable = false, length = 120, unique = true)
    String email;

    @Column(nullable = false, length = 80)
    String name;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.NAMED_ENUM)
    @Column(columnDefinition = "customer_level", nullable = false)
    Level level = Level.basic;

    @Embedded Address address;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    Map<String, Object> settings = new HashMap<>();

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]", nullable = false)
    List<String> tags = new ArrayList<>();

    boolean active = true;
    LocalDate born;

    @Column(name = "orders_count")
    int ordersCount;

    @Version
    @Column(name = "lock_version")
    int version;

    @Column(name = "created_at", nullable = false)
    Instant created = Instant.EPOCH;

    @OneToMany(mappedBy = "customer", cascade = CascadeType.PERSIST)
    @OrderBy("id")
    @BatchSize(size = 5)
    List<Order> orders = new ArrayList<>();

    Customer() {}

    Customer(String email, String name) {
      this.email = email;
      this.name = name;
    }

    List<Order> orders() {
      return orders;
    }

    String name() {
      return name;
    }

    @Override
    public String toString() {
      return String.join(
          " ",
          "" + id,
          email,
          name,
          "" + level,
          "" + address,
          "" + settings,
          "" + tags,
          "" + active,
          "" + born,
          "" + ordersCount,
          "" + version,
          "" + created);
    }
  }

  @Entity(name = "Profile")
  @Table(name = "profiles")
  static class Profile {
    @Id Long id;

    @OneToOne(fetch = FetchType.LAZY)
    @MapsId
    @JoinColumn(name = "customer_id")
    Customer customer;

    @Column(columnDefinition = "text")
    String bio;

    byte[] picture;
  }

  @Entity(name = "Category")
  @Table(name = "categories")
  static class Category {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    @Column(nullable = false, length = 60)
    String name;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "parent_id")
    Category parent;

    @OneToMany(mappedBy = "parent")
    @OrderBy("name")
    List<Category> children = new ArrayList<>();

    String name() {
      return name;
    }
  }

  @Entity(name = "Product")
  @Table(name = "products")
  @DynamicUpdate
  static class Product {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "products")
    @SequenceGenerator(name = "products", sequenceName = "products_seq", allocationSize = 50)
    Long id;

    @Column(nullable = false, length = 20)
    String sku;

    @Column(nullable = false, length = 80)
    String name;

    @Column(nullable = false, precision = 10, scale = 2)
    BigDecimal price;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "category_id")
    Category category;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> details;

    @Version int version;

    @ManyToMany
    @JoinTable(
        name = "product_labels",
        joinColumns = @JoinColumn(name = "product_id"),
        inverseJoinColumns = @JoinColumn(name = "label_id"))
    @OrderBy("name")
    Set<Label> labels = new TreeSet<>();

    Product() {}

    Product(String sku, String name, String price) {
      this.sku = sku;
      this.name = name;
      this.price = new BigDecimal(price);
    }

    Category category() {
      return category;
    }

    @Override
    public String toString() {
      return id + " " + sku + " " + name + " " + price + " " + details + " " + version;
    }
  }

  @Entity(name = "Label")
  @Table(name = "labels")
  static class Label implements Comparable<Label> {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    @Column(nullable = false, length = 40)
    String name;

    @Override
    public int compareTo(Label other) {
      return name.compareTo(other.name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @Entity(name = "Orders")
  @Table(name = "orders")
  static class Order {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "customer_id")
    Customer customer;

    @Column(nullable = false, columnDefinition = "order_state")
    @ColumnTransformer(read = "state::text", write = "?::order_state")
    String state = "new";

    @Column(nullable = false)
    Instant placed = Instant.EPOCH;

    @Column(columnDefinition = "text")
    String note;

    @Version
    @Column(name = "lock_version")
    int version;

    @OneToMany(mappedBy = "order", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("number")
    List<Line> lines = new ArrayList<>();

    Order() {}

    Order(Customer customer) {
      this.customer = customer;
    }

    Line add(Product product, int quantity, String price) {
      Line line = new Line();
      line.order = this;
      line.number = lines.size() + 1;
      line.product = product;
      line.quantity = quantity;
      line.price = new BigDecimal(price);
      lines.add(line);
      return line;
    }

    @Override
    public String toString() {
      return id + " " + state + " " + placed + " " + note + " " + version;
    }
  }

  @Entity(name = "Line")
  @Table(name = "order_lines")
  static class Line {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "order_id")
    Order order;

    @Column(name = "line_no", nullable = false)
    int number;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "product_id")
    Product product;

    int quantity;

    @Column(nullable = false, precision = 10, scale = 2)
    BigDecimal price;

    @Generated(event = {EventType.INSERT, EventType.UPDATE})
    @Column(insertable = false, updatable = false, precision = 12, scale = 2)
    BigDecimal amount;

    @Override
    public String toString() {
      return id + " " + number + " " + quantity + " x " + price + " = " + amount;
    }
  }

  @Embeddable
  record StockKey(
      @Column(length = 10) String warehouse, @Column(name = "product_id") Long product) {}

  @Entity(name = "Stock")
  @Table(name = "stock_levels")
  static class Stock {
    @EmbeddedId StockKey key;
    int amount;

    Stock() {}

    Stock(StockKey key, int amount) {
      this.key = key;
      this.amount = amount;
    }

    @Override
    public String toString() {
      return key + " " + amount;
    }
  }

  @Entity(name = "Payment")
  @Table(name = "payments")
  @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
  @DiscriminatorColumn(name = "type", length = 20)
  abstract static class Payment {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "order_id")
    Order order;

    @Column(nullable = false, precision = 12, scale = 2)
    BigDecimal amount;

    @Override
    public String toString() {
      return getClass().getSimpleName() + " " + id + " " + amount;
    }
  }

  @Entity(name = "CardPayment")
  static class CardPayment extends Payment {
    @Column(name = "card_number", length = 20)
    String card;
  }

  @Entity(name = "BankPayment")
  static class BankPayment extends Payment {
    @Column(length = 34)
    String iban;
  }

  @Entity(name = "Document")
  @Table(name = "documents")
  @Inheritance(strategy = InheritanceType.JOINED)
  static class Document {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(nullable = false, length = 80)
    String title;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "customer_id")
    Customer customer;

    @Override
    public String toString() {
      return getClass().getSimpleName() + " " + id + " " + title;
    }
  }

  @Entity(name = "Invoice")
  @Table(name = "invoices")
  static class Invoice extends Document {
    @Column(nullable = false, length = 20)
    String number;

    @Column(nullable = false)
    LocalDate due;
  }

  @Entity(name = "Letter")
  @Table(name = "letters")
  static class Letter extends Document {
    @Column(columnDefinition = "text")
    String body;
  }

  @Entity(name = "Job")
  @Table(name = "jobs")
  static class Job {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    @Column(nullable = false, length = 20)
    String kind;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    Map<String, Object> payload = new HashMap<>();

    @Column(nullable = false, length = 10)
    String state = "ready";

    int attempts;

    @Override
    public String toString() {
      return id + " " + kind + " " + payload + " " + state + " " + attempts;
    }
  }

  @Entity(name = "CustomerTotal")
  @Table(name = "customer_totals")
  @Immutable
  static class CustomerTotal {
    @Id Long id;

    @Column(length = 80)
    String name;

    long orders;

    @Column(columnDefinition = "numeric")
    BigDecimal amount;

    @Override
    public String toString() {
      return id + " " + name + " " + orders + " " + amount;
    }
  }
}
