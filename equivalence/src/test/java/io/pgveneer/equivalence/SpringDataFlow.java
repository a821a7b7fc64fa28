package io.pgveneer.equivalence;

import io.pgveneer.equivalence.SpringDataModel.Address;
import io.pgveneer.equivalence.SpringDataModel.Customer;
import io.pgveneer.equivalence.SpringDataModel.Customers;
import io.pgveneer.equivalence.SpringDataModel.Document;
import io.pgveneer.equivalence.SpringDataModel.Documents;
import io.pgveneer.equivalence.SpringDataModel.Job;
import io.pgveneer.equivalence.SpringDataModel.Jobs;
import io.pgveneer.equivalence.SpringDataModel.Labelled;
import io.pgveneer.equivalence.SpringDataModel.Letter;
import io.pgveneer.equivalence.SpringDataModel.Product;
import io.pgveneer.equivalence.SpringDataModel.Products;
import io.pgveneer.equivalence.client.Endpoint;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// What applications do through Spring Data JDBC, on production's rows: each statement that it
/// sends, and what came of it.
final class SpringDataFlow {
  private final Told told = new Told();
  private final Customers customers;
  private final Products products;
  private final Documents documents;
  private final Jobs jobs;
  private final TransactionTemplate transaction;
  private final TransactionTemplate another;

  /// Repositories over one database.
  @Configuration
  @EnableJdbcRepositories(
      considerNestedRepositories = true,
      basePackageClasses = SpringDataModel.class)
  static class Settings extends AbstractJdbcConfiguration {
    @Bean
    NamedParameterJdbcOperations operations(DataSource source) {
      return new NamedParameterJdbcTemplate(source);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource source) {
      return new JdbcTransactionManager(source);
    }
  }

  /// Tells each statement that is prepared.
  private static final class Telling extends DelegatingDataSource {
    private final Told told;

    Telling(DataSource source, Told told) {
      super(source);
      this.told = told;
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      return (Connection)
          java.lang.reflect.Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, values) -> {
                if (method.getName().equals("prepareStatement")) {
                  told.add("sql: " + values[0]);
                }
                try {
                  return method.invoke(connection, values);
                } catch (java.lang.reflect.InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  private SpringDataFlow(
      AnnotationConfigApplicationContext context, DriverManagerDataSource source) {
    context.registerBean(DataSource.class, () -> new Telling(source, told));
    context.register(Settings.class);
    context.refresh();
    customers = context.getBean(Customers.class);
    products = context.getBean(Products.class);
    documents = context.getBean(Documents.class);
    jobs = context.getBean(Jobs.class);
    PlatformTransactionManager manager = context.getBean(PlatformTransactionManager.class);
    transaction = new TransactionTemplate(manager);
    another = new TransactionTemplate(manager);
    another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  static List<String> run(Endpoint endpoint) {
    DriverManagerDataSource source =
        new DriverManagerDataSource(Jdbc.url(endpoint), endpoint.user(), endpoint.password());
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      SpringDataFlow flow = new SpringDataFlow(context, source);
      flow.told.add(
          "version " + AbstractJdbcConfiguration.class.getPackage().getImplementationVersion());
      flow.read();
      flow.write();
      flow.read();
      flow.transact();
      flow.fail();
      new JdbcTemplate(source)
          .execute("ALTER TABLE products ALTER name TYPE text, ADD colour text");
      flow.read();
      return flow.told.lines();
    }
  }

  private void attempt(String what, Callable<Object> work) {
    try {
      Object result = work.call();
      if (result instanceof Iterable<?> rows) {
        rows.forEach(row -> told.line(what, row));
      }
      told.line(what, result instanceof Iterable<?> ? "done" : result);
    } catch (Exception e) {
      for (Throwable each = e; each != null; each = each.getCause()) {
        told.line(what, each.getClass().getSimpleName() + " " + each.getMessage());
      }
    }
  }

  private void read() {
    Sort byPrice = Sort.by("id");
    attempt("by key", () -> customers.findById(3L));
    attempt("none", () -> customers.findById(777L).isPresent());
    attempt("some", () -> customers.findAllById(List.of(2L, 4L)).size());
    attempt("by email", () -> customers.findByEmail("customer9@example.com"));
    attempt(
        "named", () -> customers.findByNameStartingWithAndActiveOrderByIdDesc("Customer 1", true));
    attempt("by city", () -> customers.findFirst3ByAddressCityOrderById("Bern"));
    attempt("page", () -> customers.findByActive(true, PageRequest.of(1, 4, byPrice)).getContent());
    attempt(
        "pages",
        () -> customers.findByActive(true, PageRequest.of(1, 4, byPrice)).getTotalElements());
    attempt(
        "slice",
        () -> customers.findByOrdersCountGreaterThanEqual(2, PageRequest.of(0, 3, byPrice)));
    attempt("counts", () -> customers.countByAddressCityIsNull() + " " + customers.count());
    attempt("exists", () -> customers.existsByName("Customer 5") + " " + customers.existsById(1L));
    attempt("query", () -> customers.spending(new BigDecimal(5)));
    attempt(
        "aggregate",
        () ->
            products
                .findById(7L)
                .map(
                    product ->
                        product.name()
                            + product.labels().stream().map(Labelled::labelId).sorted().toList()));
    attempt(
        "stream",
        () -> {
          try (var stream =
              products.findByPriceBetweenOrderById(new BigDecimal(10), new BigDecimal(20))) {
            return stream.map(Product::sku).toList();
          }
        });
    attempt(
        "documents",
        () -> documents.findAllById(List.of(14L)).stream().map(Document::letter).toList());
  }

  private void write() {
    attempt(
        "insert",
        () ->
            customers.save(
                new Customer(
                    null, "new@example.com", "New", new Address("a", "b", "c"), true, 0, 0)));
    attempt(
        "insert many",
        () ->
            customers.saveAll(
                List.of(
                    new Customer(null, "n1@example.com", "N1", null, true, 0, 0),
                    new Customer(null, "n2@example.com", "N2", null, false, 0, 0))));
    attempt("update", () -> customers.save(customers.findById(4L).orElseThrow().named("Changed")));
    attempt(
        "aggregate",
        () -> {
          Product product = products.findById(7L).orElseThrow();
          return products.save(product.with("seven", Set.of(new Labelled(5)))).version();
        });
    attempt(
        "without labels",
        () -> products.save(products.findById(8L).orElseThrow().with("eight", Set.of())).version());
    attempt("letter", () -> documents.save(new Document(null, "letter", new Letter("Dear"))));
    attempt("letter again", () -> documents.save(new Document(14L, "changed", new Letter("Sir"))));
    attempt(
        "delete",
        () -> {
          documents.deleteById(15L);
          return documents.count();
        });
    attempt("modifying", customers::countGold);
    attempt("delete by", () -> products.deleteBySku("SKU-NONE"));
    attempt("job", () -> jobs.save(new Job(null, "mail", "ready", 0)));
    attempt(
        "all jobs",
        () ->
            jobs.saveAll(
                jobs.findAllById(List.of(18, 19)).stream()
                    .map(job -> new Job(job.id(), job.kind(), job.state(), job.attempts() + 1))
                    .toList()));
  }

  private void transact() {
    attempt(
        "stale",
        () -> {
          Customer customer = customers.findById(10L).orElseThrow();
          customers.save(customer.named("first"));
          return customers.save(customer.named("second"));
        });
    attempt(
        "rolled back",
        () ->
            transaction.execute(
                status -> {
                  customers.save(customers.findById(11L).orElseThrow().named("never"));
                  status.setRollbackOnly();
                  return customers.findById(11L).orElseThrow().name();
                }));
    attempt(
        "queue",
        () ->
            transaction.execute(
                status -> {
                  List<Job> mine = jobs.ready();
                  attempt("another", () -> another.execute(inner -> jobs.ready()));
                  return mine;
                }));
    attempt(
        "locked",
        () -> transaction.execute(status -> customers.findByIdInOrderById(List.of(12L, 13L))));
  }

  private void fail() {
    attempt(
        "unique",
        () ->
            customers.save(new Customer(null, "customer5@example.com", "twice", null, true, 0, 0)));
    attempt("not null", () -> customers.save(new Customer(null, null, "none", null, true, 0, 0)));
    attempt(
        "too long",
        () -> customers.save(new Customer(null, "x".repeat(130), "long", null, true, 0, 0)));
    attempt(
        "label",
        () ->
            products.save(
                products.findById(9L).orElseThrow().with("nine", Set.of(new Labelled(99)))));
    attempt(
        "referenced",
        () -> {
          customers.deleteById(15L);
          return "gone";
        });
  }
}
