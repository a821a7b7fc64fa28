package io.pgveneer.equivalence;

import java.util.List;

/// What is asked and changed in HQL.
final class HibernateQueries {
  static final List<String> READS =
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

  static final List<String> MUTATIONS =
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
              + " c.parent.id = 2 order by c.id",
          "insert into Label (name) values ('sale'), ('three') on conflict (name) do nothing",
          "insert into Stock (key.warehouse, key.product, amount) values ('east', 5L, 1), ('south',"
              + " 5L, 2) on conflict (key.warehouse, key.product) do update set amount ="
              + " excluded.amount + 100",
          "insert into Product (sku, name, price, version) select concat(p.sku, 'b'), p.name, 1, 0"
              + " from Product p where p.id < 4 order by p.id");

  private HibernateQueries() {}
}
