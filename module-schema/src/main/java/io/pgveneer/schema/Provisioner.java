package io.pgveneer.schema;

import io.pgveneer.api.Identifiers;
import io.pgveneer.schema.ProductionCatalog.Remark;
import io.pgveneer.schema.ProvisionReport.Shortcoming;
import io.pgveneer.schema.SchemaObject.ObjectId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes in fresh what production has and fresh lacks: the schema, without rows.
///
/// Objects are compared by kind and identity (schema, name, argument types). What fresh has is left
/// as it is, and what it was given once is not given again, even if the preview has dropped or
/// renamed it since. What production itself renames keeps its name here.
public final class Provisioner {
  private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);

  private final Connection fresh;
  private final ProductionCatalog production;
  private final CatalogSql freshSql;
  private final ProvisionRecord record;
  private final DdlRunner runner;
  private final CreationOrder order;
  private final List<Shortcoming> shortcomings = new ArrayList<>();

  private Provisioner(Connection fresh, ProductionCatalog production, DdlRunner runner)
      throws SQLException {
    this.fresh = fresh;
    this.production = production;
    this.freshSql = CatalogSql.of(Rows.major(fresh), Rows.major(fresh));
    this.record = ProvisionRecord.open(fresh, freshSql);
    this.runner = runner;
    this.order = new CreationOrder(production);
  }

  /// Errors: PgveneerException when a database fails; what single objects fail with is in the
  /// report.
  public static ProvisionReport provision(
      DatabaseConnections production, DatabaseConnections fresh) {
    try (Connection target = fresh.open()) {
      ProductionCatalog catalog = read(production, Rows.major(target));
      Rows.execute(target, "SET pgveneer.engine = 'on'; SET standard_conforming_strings = on");
      try (DdlRunner runner = new DdlRunner(target)) {
        return new Provisioner(target, catalog, runner).run();
      } finally {
        Rows.execute(target, "RESET pgveneer.engine");
      }
    } catch (SQLException e) {
      throw fresh.explain(e);
    }
  }

  private static ProductionCatalog read(DatabaseConnections production, int target) {
    try (Connection source = production.open()) {
      source.setAutoCommit(false);
      source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      ProductionCatalog catalog = ProductionCatalog.read(source, target);
      source.rollback();
      return catalog;
    } catch (SQLException e) {
      throw production.explain(e);
    }
  }

  private ProvisionReport run() throws SQLException {
    boolean first = record.isEmpty();
    List<SchemaObject> lacking = new ArrayList<>();
    Set<String> now = new HashSet<>();
    production.objects().forEach(object -> now.add(object.key()));
    for (SchemaObject object : order.sorted()) {
      String before = record.keyOf(object.id());
      boolean renamed = before != null && !now.contains(before);
      if (!record.contains(object.key()) && !renamed) {
        lacking.add(object);
      }
    }
    int known = production.objects().size() - lacking.size();
    if (lacking.isEmpty()) {
      return new ProvisionReport(List.of(), known, shortcomings);
    }
    List<SchemaObject> present = takePresent(lacking);
    record.addObjects(
        present,
        // What the preview made itself, later, under a name that production uses now, stays its
        // own.
        present.stream().map(object -> first ? name(object) : "").toList());
    List<SchemaObject> created = create(lacking);
    record.addObjects(created, created.stream().map(Provisioner::name).toList());
    finish(created, present, first);
    LOG.debug("{} objects made, {} were there", created.size(), known + present.size());
    return new ProvisionReport(
        created.stream().map(SchemaObject::key).toList(), known + present.size(), shortcomings);
  }

  private static String name(SchemaObject object) {
    return object.relation() == null ? "" : object.relation();
  }

  /// Removes from `lacking`, and returns, what fresh has.
  private List<SchemaObject> takePresent(List<SchemaObject> lacking) throws SQLException {
    Set<String> keys = new HashSet<>();
    for (ObjectKind kind : ObjectKind.values()) {
      String query = "SELECT o.key FROM (" + freshSql.text(kind.resource()) + ") o";
      keys.addAll(Rows.list(fresh, query, row -> row.getString(1)));
    }
    List<SchemaObject> present = lacking.stream().filter(o -> keys.contains(o.key())).toList();
    lacking.removeIf(object -> keys.contains(object.key()));
    return present;
  }

  /// Tries all, and those that failed again for as long as that makes more of them.
  private List<SchemaObject> create(List<SchemaObject> lacking) throws SQLException {
    List<SchemaObject> created = new ArrayList<>();
    List<SchemaObject> open = new ArrayList<>(lacking);
    Map<ObjectId, String> reasons = new HashMap<>();
    int before;
    do {
      before = open.size();
      List<String> statements = open.stream().map(Provisioner::statement).toList();
      Map<Integer, String> failures = runner.run(statements);
      List<SchemaObject> failed = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        String reason = failures.get(i);
        if (reason == null) {
          created.add(open.get(i));
        } else {
          failed.add(open.get(i));
          reasons.put(open.get(i).id(), reason);
        }
      }
      open = failed;
    } while (!open.isEmpty() && open.size() < before);
    explain(open, reasons);
    return created;
  }

  private static String statement(SchemaObject object) {
    return object.ddl() == null
        ? "DO $$ BEGIN RAISE EXCEPTION 'it is not made in a preview'; END $$"
        : object.ddl();
  }

  private void explain(List<SchemaObject> failed, Map<ObjectId, String> reasons) {
    Map<ObjectId, SchemaObject> byId = new HashMap<>();
    failed.forEach(object -> byId.put(object.id(), object));
    for (SchemaObject object : failed) {
      SchemaObject culprit = null;
      for (ObjectId needed : order.needs(object.id())) {
        culprit = culprit == null ? byId.get(needed) : culprit;
      }
      String reason =
          culprit == null
              ? reasons.getOrDefault(object.id(), "unknown")
              : "it needs " + culprit.key() + ", which could not be made";
      shortcomings.add(new Shortcoming(object.key(), reason));
    }
  }

  /// Owners, grants, comments, and what needs everything else to be there.
  private void finish(List<SchemaObject> created, List<SchemaObject> present, boolean first)
      throws SQLException {
    Set<String> roles =
        new HashSet<>(Rows.list(fresh, "SELECT rolname FROM pg_roles", row -> row.getString(1)));
    Set<String> missing = new TreeSet<>();
    Map<ObjectId, String> keys = new HashMap<>();
    List<String> statements = new ArrayList<>();
    List<String> subjects = new ArrayList<>();
    for (SchemaObject object : created) {
      keys.put(object.id(), object.key());
      add(statements, subjects, object.finish(), object.key());
      String owner = object.owner();
      if (object.address() != null && owner != null) {
        if (roles.contains(owner)) {
          String quoted = Identifiers.quote(owner);
          add(
              statements,
              subjects,
              "ALTER " + object.address() + " OWNER TO " + quoted,
              object.key());
        } else {
          missing.add(owner);
        }
      }
    }
    if (first) {
      present.stream()
          .filter(o -> o.key().equals("schema public"))
          .forEach(o -> keys.put(o.id(), o.key()));
    }
    remark(production.grants(), keys, roles, missing, statements, subjects);
    remark(production.comments(), keys, roles, missing, statements, subjects);
    runner
        .run(statements)
        .forEach((i, reason) -> shortcomings.add(new Shortcoming(subjects.get(i), reason)));
    for (String role : missing) {
      shortcomings.add(
          new Shortcoming(
              "role " + role,
              "fresh has no role of this name: its ownership and rights are left out"));
    }
  }

  private void remark(
      List<Remark> remarks,
      Map<ObjectId, String> keys,
      Set<String> roles,
      Set<String> missing,
      List<String> statements,
      List<String> subjects) {
    for (Remark remark : remarks) {
      String key = keys.get(production.whole(remark.object()));
      if (key == null) {
        continue;
      }
      if (remark.role().isEmpty() || roles.contains(remark.role())) {
        add(statements, subjects, remark.statement(), key);
      } else {
        missing.add(remark.role());
      }
    }
  }

  private static void add(
      List<String> statements, List<String> subjects, @Nullable String statement, String subject) {
    if (statement != null) {
      statements.add(statement);
      subjects.add(subject);
    }
  }
}
