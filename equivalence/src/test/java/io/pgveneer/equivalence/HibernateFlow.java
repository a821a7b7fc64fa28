package io.pgveneer.equivalence;

import io.pgveneer.equivalence.HibernateAdditions.Coupon;
import io.pgveneer.equivalence.HibernateAdditions.NewLabel;
import io.pgveneer.equivalence.HibernateModel.BankPayment;
import io.pgveneer.equivalence.HibernateModel.CardPayment;
import io.pgveneer.equivalence.HibernateModel.Category;
import io.pgveneer.equivalence.HibernateModel.Customer;
import io.pgveneer.equivalence.HibernateModel.Document;
import io.pgveneer.equivalence.HibernateModel.Invoice;
import io.pgveneer.equivalence.HibernateModel.Job;
import io.pgveneer.equivalence.HibernateModel.Label;
import io.pgveneer.equivalence.HibernateModel.Letter;
import io.pgveneer.equivalence.HibernateModel.Level;
import io.pgveneer.equivalence.HibernateModel.Line;
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
import org.hibernate.jpa.HibernatePersistenceConfiguration;
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
      new HibernateReads(told).read(factory);
      new HibernateReads(told).query(factory);
      write(factory);
      inherit(factory);
      inBulk(factory);
      stateless(factory);
      lock(factory);
      fail(factory);
      new HibernateReads(told).query(factory);
      new HibernateReads(told).read(factory);
    }
    try (SessionFactory factory = open(endpoint, "update", List.of(Coupon.class, NewLabel.class))) {
      defined(factory);
    }
    try (SessionFactory factory =
        open(endpoint, "validate", List.of(Coupon.class, NewLabel.class))) {
      new HibernateReads(told).query(factory);
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

  private void attempt(SessionFactory factory, String what, Consumer<Session> work) {
    new HibernateTold(told).attempt(factory, what, work);
  }

  private void all(String what, Stream<?> rows) {
    new HibernateTold(told).all(what, rows);
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

  private void inBulk(SessionFactory factory) {
    for (String mutation : HibernateQueries.MUTATIONS) {
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
                          .createSelectionQuery(
                              "from Job where id = " + mine.getFirst().id, Job.class)
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
