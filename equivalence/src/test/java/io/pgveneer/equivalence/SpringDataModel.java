package io.pgveneer.equivalence;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.ListCrudRepository;
import org.springframework.data.repository.PagingAndSortingRepository;

/// The store as Spring Data's aggregates and repositories.
final class SpringDataModel {
  private SpringDataModel() {}

  /// A customer's address.
  record Address(String street, String city, String zip) {}

  /// A customer: enums stay production's default.
  @Table("customers")
  record Customer(
      @Id Long id,
      String email,
      String name,
      @Embedded(onEmpty = Embedded.OnEmpty.USE_NULL) Address address,
      boolean active,
      int ordersCount,
      @Version @Column("lock_version") int version) {
    Customer named(String other) {
      return new Customer(id, email, other, address, active, ordersCount, version);
    }
  }

  /// A product with the labels that it has.
  @Table("products")
  record Product(
      @Id Long id,
      String sku,
      String name,
      BigDecimal price,
      Integer categoryId,
      @MappedCollection(idColumn = "product_id") Set<Labelled> labels,
      @Version int version) {
    Product with(String other, Set<Labelled> instead) {
      return new Product(id, sku, other, price, categoryId, instead, version);
    }
  }

  /// That a product has a label.
  @Table("product_labels")
  record Labelled(int labelId) {}

  /// A document, whose number and day are another table's.
  @Table("documents")
  record Document(@Id Long id, String title, @MappedCollection(idColumn = "id") Letter letter) {}

  /// What is written in a letter.
  @Table("letters")
  record Letter(String body) {}

  /// A thing to do.
  @Table("jobs")
  record Job(@Id Integer id, String kind, String state, int attempts) {}

  /// What is asked of customers.
  interface Customers
      extends ListCrudRepository<Customer, Long>, PagingAndSortingRepository<Customer, Long> {
    Optional<Customer> findByEmail(String email);

    List<Customer> findByNameStartingWithAndActiveOrderByIdDesc(String name, boolean active);

    List<Customer> findFirst3ByAddressCityOrderById(String city);

    Page<Customer> findByActive(boolean active, Pageable page);

    Slice<Customer> findByOrdersCountGreaterThanEqual(int least, Pageable page);

    long countByAddressCityIsNull();

    boolean existsByName(String name);

    @Lock(LockMode.PESSIMISTIC_WRITE)
    List<Customer> findByIdInOrderById(List<Long> ids);

    @Query("SELECT name FROM customer_totals WHERE amount > :least ORDER BY id LIMIT 5")
    List<String> spending(BigDecimal least);

    @Modifying
    @Query("UPDATE customers SET orders_count = orders_count + 1 WHERE level = 'gold'")
    int countGold();
  }

  /// What is asked of products.
  interface Products extends CrudRepository<Product, Long> {
    Stream<Product> findByPriceBetweenOrderById(BigDecimal least, BigDecimal most);

    int deleteBySku(String sku);
  }

  /// What is asked of documents.
  interface Documents extends ListCrudRepository<Document, Long> {}

  /// What is asked of jobs.
  interface Jobs extends ListCrudRepository<Job, Integer> {
    @Query("SELECT * FROM jobs WHERE state = 'ready' ORDER BY id LIMIT 3 FOR UPDATE SKIP LOCKED")
    List<Job> ready();
  }
}
