package io.pgveneer.equivalence;

import io.pgveneer.equivalence.HibernateModel.BankPayment;
import io.pgveneer.equivalence.HibernateModel.CardPayment;
import io.pgveneer.equivalence.HibernateModel.Category;
import io.pgveneer.equivalence.HibernateModel.Coupon;
import io.pgveneer.equivalence.HibernateModel.Customer;
import io.pgveneer.equivalence.HibernateModel.CustomerTotal;
import io.pgveneer.equivalence.HibernateModel.Document;
import io.pgveneer.equivalence.HibernateModel.Invoice;
import io.pgveneer.equivalence.HibernateModel.Job;
import io.pgveneer.equivalence.HibernateModel.Label;
import io.pgveneer.equivalence.HibernateModel.Letter;
import io.pgveneer.equivalence.HibernateModel.Level;
import io.pgveneer.equivalence.HibernateModel.Line;
import io.pgveneer.equivalence.HibernateModel.NewLabel;
import io.pgveneer.equivalence.HibernateModel.Order;
import io.pgveneer.equivalence.HibernateModel.Payment;
import io.pgveneer.equivalence.HibernateModel.Product;
import io.pgveneer.equivalence.HibernateModel.Profile;
import io.pgveneer.equivalence.HibernateModel.Stock;
import io.pgveneer.equivalence.HibernateModel.StockKey;
import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.run.Arena;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Version;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaRoot;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/// What applications do through Hibernate, on production's rows: each statement that it sends, and
/// what came of it.
final class HibernateFlow implements Arena.Work {
  private final Told told = new Told();

  static List<String> run(Endpoint endpoint) {
    return new HibernateFlow().on(endpoint);
  }

  @Override
  public List<String> on(Endpoint endpoint) {
    told.add("version " + Version.getVersionString());
    try (SessionFactory factory = open(endpoint, "validate", List.of())) {
      read(factory);
      query(factory);
      write(factory);
      inherit(factory);
      inBulk(factory);
      stateless(factory);
      lock(factory);
      fail(factory);
      query(factory);
      read(factory);
    }
    try (SessionFactory factory = open(endpoint, "update", List.of(Coupon.class, NewLabel.class))) {
      defined(factory);
    }
    try (SessionFactory factory =
        open(endpoint, "validate", List.of(Coupon.class, NewLabel.class))) {
      query(factory);
    }
    return told.lines();
  }

  private SessionFactory open(Endpoint endpoint, String definitions, List<Class<?>> more) {
    HibernatePersistenceConfiguration configuration =
        new HibernatePersistenceConfiguration("store");
    HibernateModel.ENTITIES.forEach(configuration::managedClass);
    more.forEach(configuration::managedClass);
    configuration
        .jdbcUrl(Jdbc.url(endpoint) + "?options=-c%20lock_timeout=20s")
        .jdbcCredentials(endpoint.user(), endpoint.password())
        .property("hibernate.hbm2ddl.auto", definitions)
        .property("hibernate.jdbc.time_zone", "UTC")
        .property("hibernate.jdbc.batch_size", 20)
        .property("hibernate.order_inserts", true)
        .property("hibernate.order_updates", true)
        .property("hibernate.query.hql.json_functions_enabled", true)
        .property("hibernate.session_factory.statement_inspector", inspector());
    return configuration.createEntityManagerFactory();
  }

  private StatementInspector inspector() {
    return sql -> {
      told.add("sql: " + sql);
      return sql;
    };
  }

  /// @param work in a transaction, whose error is told
  private void attempt(SessionFactory factory, String what, Consumer<Session> work) {
    try {
      factory.inTransaction(work);
      told.line(what, "done");
    } catch (RuntimeException e) {
      told.line(what, error(e));
    }
  }

  private static String error(RuntimeException failure) {
    StringBuilder line = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      line.append(each.getClass().getSimpleName()).append(' ').append(each.getMessage());
      if (each instanceof ConstraintViolationException violation) {
        line.append(" [").append(violation.getKind()).append(' ');
        line.append(violation.getConstraintName()).append(']');
      }
      line.append(" | ");
    }
    return line.toString().replace("\n", " ").replaceAll("@\\p{XDigit}{5,8}", "@");
  }

  private void all(String what, Stream<?> rows) {
    rows.forEach(
        row -> told.line(what, row instanceof Object[] cells ? Arrays.toString(cells) : "" + row));
  }

  private void read(SessionFactory factory) {
    attempt(
        factory,
        "read",
        session -> {
          told.line("find", session.find(Customer.class, 3L));
          told.line("again", session.find(Customer.class, 3L));
          told.line("none", session.find(Customer.class, 777L));
          all("many", session.findMultiple(Product.class, List.of(2L, 500L, 4L)).stream());
          Customer first = session.find(Customer.class, 1L);
          all("lazy", first.orders().stream());
          all("lines", first.orders().stream().flatMap(order -> order.lines.stream()));
          told.line("proxy", session.getReference(Customer.class, 9L).name());
          told.line("parent", session.find(Category.class, 4).parent.name());
          all("children", session.find(Category.class, 1).children.stream().map(c -> c.name));
          Profile profile = session.find(Profile.class, 5L);
          told.line("profile", profile.bio + HexFormat.of().formatHex(profile.picture));
          all("labels", session.find(Product.class, 7).labels.stream());
          told.line("stock", session.find(Stock.class, new StockKey("east", 3L)));
          told.line("view", session.find(CustomerTotal.class, 4));
          told.line("natural", session.find(Document.class, 3L) + " " + bySku(session, "SKU-9"));
        });
    attempt(
        factory,
        "batches of collections",
        session ->
            session
                .createSelectionQuery("from Customer where id < 8 order by id", Customer.class)
                .getResultStream()
                .forEach(customer -> told.line(customer.name, customer.orders().size())));
  }

  private static Product bySku(Session session, String sku) {
    return session
        .createSelectionQuery("from Product where sku = :sku", Product.class)
        .setParameter("sku", sku)
        .getSingleResultOrNull();
  }

  private static final List<String> QUERIES =
      List.of(
          "select distinct o from Orders o join fetch o.customer left join fetch o.lines l"
              + " left join fetch l.product where o.customer.id in (2, 3) order by o.id",
          "select o.customer.id, count(*), sum(l.amount) from Orders o join o.lines l"
              + " group by o.customer.id having count(*) > 2 order by 2 desc, 1",
          "select c from Customer c where exists (from Orders o where o.customer = c"
              + " and o.state = 'paid') and c.active order by c.id",
          "select c.id from Customer c where c.orders is empty order by c.id",
          "select c.level, avg(size(c.orders)) from Customer c group by c.level order by c.level",
          "select c.id, c.level from Customer c where cast(c.level as string) in ('gold', 'silver')"
              + " order by c.level desc, c.id",
          "select p.id, p.price, rank() over (partition by p.category.id order by p.price desc),"
              + " sum(p.price) over (order by p.id rows between 2 preceding and current row)"
              + " from Product p where p.category is not null order by p.id",
          "select p from Product p where 'sale' in (select l.name from p.labels l) order by p.id",
          "select l.name, count(p) from Product p join p.labels l group by l.name order by l.name",
          "select p.id, json_value(p.details, '$.colour') from Product p where p.details is not"
              + " null order by p.id limit 5",
          "select c.id from Customer c where function('array_position', c.tags, 'vip') is not null"
              + " order by c.id",
          "select o.id, function('order_total', o.id) from Orders o where o.id between 3 and 9"
              + " order by o.id",
          "with big as (select o.customer.id as who, count(*) as n from Orders o group by"
              + " o.customer.id) select c.name, b.n from Customer c join big b on b.who = c.id"
              + " where b.n > 1 order by c.id fetch first 4 rows only",
          "select c.city as where from (select a.address.city as city from Customer a) c"
              + " group by c.city order by c.city nulls first",
          "select c.id as i from Customer c where c.id < 3 union all select p.id as i from Product p"
              + " where p.id < 3 order by i",
          "select case when c.born is null then 'unknown' when year(c.born) < 1980 then 'old' else"
              + " 'young' end as age, count(*) from Customer c group by age order by age",
          "select coalesce(c.address.city, 'none'), min(c.created), max(c.created) from Customer c"
              + " group by c.address.city order by 1",
          "select listagg(c.name, ', ') within group (order by c.name) from Customer c where"
              + " c.id < 6",
          "select p.name, (select sum(s.amount) from Stock s where s.key.product = p.id) from"
              + " Product p where p.price > all (select q.price from Product q where q.id < 20)"
              + " order by p.id",
          "select c.id, l.n from Customer c join lateral (select count(*) as n from Orders o where"
              + " o.customer = c and o.state <> 'new') l where c.id < 6 order by c.id",
          "select t from CustomerTotal t where t.amount > 5 order by t.amount desc, t.id limit 5",
          "select type(p), count(*), sum(p.amount) from Payment p group by type(p) order by 1",
          "select p from Payment p where treat(p as CardPayment).card like '4000-1%' order by p.id",
          "select d from Document d where d.title like 'document 1%' order by d.id",
          "select i from Invoice i where i.due > local date - 10000 day order by i.due desc, i.id limit 3",
          "select percentile_cont(0.5) within group (order by p.price) from Product p");

  private void query(SessionFactory factory) {
    for (String query : QUERIES) {
      attempt(
          factory,
          query,
          session -> all("row", session.createSelectionQuery(query, Object.class).stream()));
    }
    attempt(factory, "pages", this::pages);
    attempt(factory, "criteria", this::criteria);
    attempt(factory, "native", this::natively);
  }

  private void pages(Session session) {
    SelectionQuery<Product> page =
        session.createSelectionQuery("from Product order by price desc, id", Product.class);
    for (int i = 0; i < 3; i++) {
      all("page " + i, page.setFirstResult(i * 4).setMaxResults(4).getResultStream());
    }
    told.line("of", page.getResultCount());
    try (var scroll =
        session.createSelectionQuery("from Orders order by id", Order.class).scroll()) {
      scroll.scroll(5);
      told.line("scrolled", scroll.get());
      scroll.last();
      told.line("last", scroll.get());
      scroll.previous();
      told.line("before", scroll.get());
    }
    all(
        "fetched by tens",
        session
            .createSelectionQuery("select id from Line order by id", Long.class)
            .setFetchSize(10)
            .getResultStream()
            .limit(35));
  }

  private void criteria(Session session) {
    HibernateCriteriaBuilder builder = session.getCriteriaBuilder();
    JpaCriteriaQuery<Customer> query = builder.createQuery(Customer.class);
    JpaRoot<Customer> root = query.from(Customer.class);
    query.where(
        builder.or(
            builder.like(root.get("name"), "Customer 1%"),
            builder.isNull(root.get("address").get("city"))),
        builder.between(root.get("id"), 2L, 20L));
    query.orderBy(builder.desc(root.get("born"), true), builder.asc(root.get("id")));
    all("criteria", session.createSelectionQuery(query).getResultStream());
  }

  private void natively(Session session) {
    all(
        "native",
        session
            .createNativeQuery(
                "SELECT c.* FROM customers c WHERE tags @> ARRAY['vip'] AND settings->>'theme' ="
                    + " :theme ORDER BY id",
                Customer.class)
            .setParameter("theme", "dark")
            .getResultStream());
    all(
        "native",
        session
            .createNativeQuery(
                "SELECT state::text, count(*), array_agg(id ORDER BY id)::text FROM orders GROUP BY"
                    + " state ORDER BY state",
                Object[].class)
            .getResultStream());
  }

  private void write(SessionFactory factory) {
    attempt(
        factory,
        "persist",
        session -> {
          Customer customer = new Customer("new@example.com", "New");
          customer.address = new HibernateModel.Address("1 Low Street", "Thun", "3600");
          customer.settings = Map.of("theme", "blue");
          customer.tags = List.of("fresh");
          customer.level = Level.gold;
          session.persist(customer);
          Product product = new Product("SKU-NEW", "Newest", "12.50");
          product.category = session.getReference(Category.class, 4);
          product.labels.add(session.find(Label.class, 2));
          session.persist(product);
          Order order = new Order(customer);
          told.line("line", order.add(product, 2, "12.50"));
          order.add(session.find(Product.class, 3L), 4, "7.00");
          customer.orders.add(order);
          session.flush();
          all("lines", order.lines.stream());
          Profile profile = new Profile();
          profile.customer = customer;
          profile.bio = "new here";
          session.persist(profile);
        });
    attempt(
        factory,
        "change",
        session -> {
          Customer customer = session.find(Customer.class, 4L);
          customer.name = "Changed";
          customer.settings = Map.of("theme", "red", "list", List.of(1, 2));
          customer.tags = List.of();
          Order order = session.find(Order.class, 5L);
          order.lines.removeFirst();
          order.state = "shipped";
          session.find(Product.class, 6L).price = new BigDecimal("99.99");
          session.find(Product.class, 7L).labels.clear();
          session.find(Product.class, 8L).labels.add(session.find(Label.class, 5));
          session.find(Product.class, 9L).category = null;
          session.find(Stock.class, new StockKey("west", 2L)).amount += 5;
          session.persist(new Stock(new StockKey("north", 2L), 1));
        });
    attempt(factory, "remove", session -> session.remove(session.find(Order.class, 6L)));
    attempt(
        factory, "remove with labels", session -> session.remove(session.find(Product.class, 30L)));
    attempt(
        factory,
        "refresh and merge",
        session -> {
          Customer customer = session.find(Customer.class, 7L);
          session
              .createMutationQuery("update Customer set ordersCount = 9 where id = 7")
              .executeUpdate();
          session.refresh(customer);
          told.line("refreshed", customer);
          session.detach(customer);
          customer.name = "Merged";
          told.line("merged", session.merge(customer));
        });
    attempt(
        factory,
        "rolled back",
        session -> {
          session.find(Customer.class, 8L).name = "never";
          session.flush();
          session.getTransaction().markRollbackOnly();
        });
    attempt(
        factory,
        "history",
        session ->
            all(
                "prices",
                session
                    .createNativeQuery(
                        "SELECT * FROM price_changes ORDER BY 1, 2, 3", Object[].class)
                    .getResultStream()));
  }

  private void inherit(SessionFactory factory) {
    attempt(
        factory,
        "inherit",
        session -> {
          CardPayment card = new CardPayment();
          card.order = session.getReference(Order.class, 7L);
          card.amount = new BigDecimal("3.50");
          card.card = "4111";
          session.persist(card);
          session.find(Payment.class, 3L).amount = new BigDecimal("8.00");
          session.remove(session.find(BankPayment.class, 5L));
          Invoice invoice = new Invoice();
          invoice.title = "invoice";
          invoice.number = "I-100";
          invoice.due = LocalDate.of(2025, 6, 1);
          invoice.customer = session.getReference(Customer.class, 2L);
          session.persist(invoice);
          session.find(Invoice.class, 4L).due = LocalDate.of(2026, 1, 1);
          session.find(Document.class, 14L).title = "letter";
          session.remove(session.find(Letter.class, 15L));
        });
    attempt(
        factory,
        "update of joined tables",
        session ->
            told.line(
                "changed",
                session
                    .createMutationQuery(
                        "update Invoice set title = 'late', due = :due where number < 'I-3'")
                    .setParameter("due", LocalDate.of(2027, 1, 1))
                    .executeUpdate()));
    attempt(
        factory,
        "delete of joined tables",
        session ->
            told.line(
                "gone",
                session
                    .createMutationQuery("delete Document where id in (2, 18)")
                    .executeUpdate()));
    attempt(
        factory,
        "all",
        session ->
            all(
                "row",
                session
                    .createSelectionQuery("from Document order by id", Document.class)
                    .getResultStream()));
  }

  private static final List<String> MUTATIONS =
      List.of(
          "update Product set price = price * 1.1 where category.id = 4",
          "update versioned Product p set p.name = concat(p.name, '!') where p.id in (select"
              + " l.product.id from Line l where l.quantity = 4)",
          "update Orders o set o.note = 'big' where (select sum(l.amount) from Line l where l.order"
              + " = o) > 10",
          "delete Line l where l.order.state = 'cancelled'",
          "delete Stock where amount < 10",
          "delete Category c where not exists (from Product p where p.category = c)",
          "insert into Label (name) values ('one'), ('two')",
          "insert into Label (name) select concat('category ', c.name) from Category c where"
              + " c.parent.id = 2",
          "insert into Label (name) values ('sale'), ('three') on conflict (name) do nothing",
          "insert into Stock (key.warehouse, key.product, amount) values ('east', 5L, 1), ('south',"
              + " 5L, 2) on conflict (key.warehouse, key.product) do update set amount ="
              + " excluded.amount + 100",
          "insert into Product (sku, name, price, version) select concat(p.sku, 'b'), p.name, 1, 0"
              + " from Product p where p.id < 4");

  private void inBulk(SessionFactory factory) {
    for (String mutation : MUTATIONS) {
      attempt(
          factory,
          mutation,
          session -> told.line("rows", session.createMutationQuery(mutation).executeUpdate()));
    }
    attempt(
        factory,
        "batch",
        session -> {
          for (int i = 0; i < 60; i++) {
            session.persist(new Product("B-" + i, "batch " + i, "1." + i));
          }
        });
    attempt(
        factory,
        "batch of changes",
        session ->
            session
                .createSelectionQuery("from Product order by id", Product.class)
                .getResultStream()
                .forEach(product -> product.name = product.name + " changed"));
    attempt(
        factory,
        "calls",
        session -> {
          told.line(
              "raised",
              session
                  .createNativeQuery("SELECT raise_prices(2, 2.0)", Integer.class)
                  .getSingleResult());
          session.createNativeMutationQuery("CALL cancel_orders(3)").executeUpdate();
          all(
              "prices",
              session
                  .createSelectionQuery("select id, price from Product order by id", Object[].class)
                  .getResultStream());
        });
  }

  private void stateless(SessionFactory factory) {
    try (StatelessSession session = factory.openStatelessSession()) {
      session.beginTransaction();
      session.upsert(new Stock(new StockKey("east", 4L), 1000));
      session.upsert(new Stock(new StockKey("new", 4L), 2000));
      session.upsertMultiple(
          List.of(new Stock(new StockKey("east", 6L), 3), new Stock(new StockKey("new", 6L), 4)));
      Label label = new Label();
      label.name = "stateless";
      told.line("inserted", session.insert(label));
      label.name = "stateless 2";
      session.update(label);
      told.line("got", session.get(Customer.class, 12L));
      session.delete(session.get(Label.class, 3));
      session.getTransaction().commit();
      all(
          "stock",
          session
              .createSelectionQuery("from Stock order by key.warehouse, key.product", Stock.class)
              .stream());
    }
  }

  private void lock(SessionFactory factory) {
    attempt(
        factory,
        "pessimistic",
        session -> {
          told.line("locked", session.find(Customer.class, 10L, LockModeType.PESSIMISTIC_WRITE));
          told.line("shared", session.find(Customer.class, 11L, LockModeType.PESSIMISTIC_READ));
          told.line(
              "forced", session.find(Order.class, 12L, LockModeType.PESSIMISTIC_FORCE_INCREMENT));
          told.line("optimistic", session.find(Order.class, 13L, LockModeType.OPTIMISTIC));
        });
    attempt(
        factory,
        "queue",
        first -> {
          List<Job> mine = jobs(first);
          all("first", mine.stream());
          mine.forEach(job -> job.state = "done");
          attempt(factory, "second", second -> all("second", jobs(second).stream()));
          attempt(
              factory,
              "no wait",
              second ->
                  told.line(
                      "never",
                      second
                          .createSelectionQuery("from Job where id = " + mine.getFirst().id, Job.class)
                          .setHibernateLockMode(LockMode.UPGRADE_NOWAIT)
                          .getSingleResult()));
        });
    attempt(
        factory,
        "optimistic conflict",
        first -> {
          Customer customer = first.find(Customer.class, 14L);
          attempt(factory, "meanwhile", second -> second.find(Customer.class, 14L).name = "theirs");
          customer.name = "ours";
        });
    attempt(
        factory,
        "joined",
        session ->
            all(
                "locked",
                session
                    .createSelectionQuery(
                        "select o from Orders o join fetch o.customer where o.id in (20, 21)"
                            + " order by o.id",
                        Order.class)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getResultStream()));
  }

  private static List<Job> jobs(Session session) {
    return session
        .createSelectionQuery("from Job where state = 'ready' order by id", Job.class)
        .setMaxResults(3)
        .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
        .getResultList();
  }

  private void fail(SessionFactory factory) {
    List<Function<Session, Object>> wrong = new ArrayList<>();
    wrong.add(session -> new Customer("customer5@example.com", "twice"));
    wrong.add(session -> new Customer("x".repeat(130), "long"));
    wrong.add(session -> new Customer(null, "none"));
    wrong.add(session -> new Product("SKU-5", "twice", "1"));
    wrong.add(session -> new Product("SKU-X", "negative", "-1"));
    wrong.add(session -> new Product("SKU-X", "large", "123456789012"));
    wrong.add(session -> new Stock(new StockKey("east", 999L), 1));
    wrong.add(session -> new Stock(new StockKey("west", 8L), 1));
    wrong.add(session -> new Order(session.getReference(Customer.class, 999L)));
    for (int i = 0; i < wrong.size(); i++) {
      int number = i;
      attempt(factory, "wrong " + i, session -> session.persist(wrong.get(number).apply(session)));
    }
    attempt(factory, "referenced", session -> session.remove(session.find(Customer.class, 3L)));
    attempt(factory, "zero", session -> session.find(Line.class, 20L).quantity = 0);
    attempt(
        factory,
        "native",
        session -> session.createNativeQuery("SELECT nothing FROM orders", Object.class).list());
    attempt(
        factory,
        "batch",
        session -> {
          for (int i = 0; i < 5; i++) {
            session.persist(new Product(i == 3 ? "SKU-7" : "C-" + i, "batch", "1"));
          }
        });
    attempt(
        factory,
        "after errors",
        session ->
            told.line(
                "customers",
                session
                    .createSelectionQuery("select count(*) from" + " Customer", Long.class)
                    .getSingleResult()));
  }

  private void defined(SessionFactory factory) {
    attempt(
        factory,
        "defined",
        session -> {
          Coupon coupon = new Coupon();
          coupon.code = "TEN";
          coupon.percent = BigDecimal.TEN;
          coupon.customer = session.find(Customer.class, 20L);
          session.persist(coupon);
          NewLabel label = session.find(NewLabel.class, 2);
          told.line("label", label);
          label.colour = "red";
          session.flush();
          all(
              "labels",
              session.createSelectionQuery("from NewLabel order by id", NewLabel.class).stream());
        });
    attempt(
        factory,
        "twice",
        session -> {
          Coupon coupon = new Coupon();
          coupon.code = "TEN";
          coupon.percent = BigDecimal.ONE;
          session.persist(coupon);
        });
    attempt(
        factory,
        "at",
        session -> told.line("now", session.find(Order.class, 3L).placed.equals(Instant.EPOCH)));
  }
}
