package io.pgveneer.equivalence;

import io.pgveneer.equivalence.HibernateModel.Category;
import io.pgveneer.equivalence.HibernateModel.Customer;
import io.pgveneer.equivalence.HibernateModel.CustomerTotal;
import io.pgveneer.equivalence.HibernateModel.Document;
import io.pgveneer.equivalence.HibernateModel.Order;
import io.pgveneer.equivalence.HibernateModel.Product;
import io.pgveneer.equivalence.HibernateModel.Profile;
import io.pgveneer.equivalence.HibernateModel.Stock;
import io.pgveneer.equivalence.HibernateModel.StockKey;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaRoot;

/// What applications read through Hibernate.
record HibernateReads(Told told) {
  void read(SessionFactory factory) {
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

  void query(SessionFactory factory) {
    for (String query : HibernateQueries.READS) {
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

  private void attempt(SessionFactory factory, String what, Consumer<Session> work) {
    new HibernateTold(told).attempt(factory, what, work);
  }

  private void all(String what, Stream<?> rows) {
    new HibernateTold(told).all(what, rows);
  }
}
