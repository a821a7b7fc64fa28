package io.pgveneer.equivalence;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/// What Hibernate is to add to the store.
final class HibernateAdditions {
  private HibernateAdditions() {}

  /// A table that production has not.
  @Entity(name = "Coupon")
  @Table(
      name = "coupons",
      indexes = @Index(name = "coupons_code", columnList = "code", unique = true))
  static class Coupon {
    @Id @GeneratedValue Long id;

    @Column(nullable = false, length = 12)
    String code;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(foreignKey = @ForeignKey(name = "coupons_customer"))
    HibernateModel.Customer customer;

    @Basic(optional = false)
    BigDecimal percent;
  }

  /// A table of production with a column that it has not.
  @Entity(name = "NewLabel")
  @Table(name = "labels", indexes = @Index(name = "labels_colour", columnList = "colour"))
  static class NewLabel {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    @Column(nullable = false, length = 40)
    String name;

    @Column(length = 12)
    String colour;

    @Column(columnDefinition = "int default 3 not null")
    int weight;

    @Override
    public String toString() {
      return id + " " + name + " " + colour + " " + weight;
    }
  }
}
