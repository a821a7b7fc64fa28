package io.pgveneer.equivalence;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgveneer.equivalence.client.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Unmodified ORMs and query builders do the same on a preview and on a copy, statement by
/// statement.
///
/// `.ci/orms` installs what they need.
final class OrmsIT {
  private static final Path ORMS = Path.of("src/test/orms").toAbsolutePath();
  private static final String STORE =
      CaseFiles.text(CaseFiles.RESOURCES.resolve("fixtures/store.sql"));

  private static final String QUEUE =
      "which jobs two workers take at once from a queue with changed rows ([why](differences.md))";

  @TestFactory
  Stream<DynamicTest> shouldMapAsACopyDoes() {
    Rehearsals orms = new Rehearsals("orms");
    orms.add(
        STORE,
        new Rehearsal(
            "Hibernate ORM",
            "entities with keys of all kinds, versions, enums, jsonb, arrays and inheritance, HQL,"
                + " criteria, mutations in bulk and in batches, upserts, locks, errors, `validate`"
                + " and `update` of the schema",
            HibernateFlow::run));
    orms.add(
        STORE,
        new Rehearsal(
            "jOOQ",
            "joins, multisets, windows, common tables, seeks, lateral and cursors, upserts, MERGE,"
                + " batches, a loader, records with versions, nested transactions, queues, errors,"
                + " definitions and what it reads of the catalogue",
            JooqFlow::run));
    orms.add(
        STORE,
        new Rehearsal(
            "Spring Data JDBC",
            "repositories and their query methods, pages and slices, aggregates, versions, locks and"
                + " queues, transactions, errors as Spring translates them",
            SpringDataFlow::run));
    orms.add(
        STORE,
        new Rehearsal(
            "ActiveRecord models",
            "associations, includes and joins, batches, calculations, nested attributes, counters,"
                + " `insert_all` and `upsert_all`, inheritance, savepoints, stale objects, locks and"
                + " queues, errors, a migration up and down",
            QUEUE,
            endpoint -> ruby(endpoint, "active_record.rb")));
    orms.add(
        STORE,
        new Rehearsal(
            "Django models",
            "lookups, related and prefetched rows, aggregates, subqueries, windows, cursors, bulk"
                + " writes, `update_or_create`, many to many, inheritance, cascades of its own,"
                + " savepoints, locks and queues, errors, a schema editor",
            QUEUE,
            endpoint -> python(endpoint, "django", "django_flow.py")));
    orms.add(
        STORE,
        new Rehearsal(
            "SQLAlchemy sessions",
            "loading in all its ways, aggregates, windows, common tables, lateral, streams, units of"
                + " work, versions, inheritance, `on_conflict`, bulk writes, savepoints, queues,"
                + " errors, `create_all` and reflection",
            endpoint -> python(endpoint, "sqlalchemy", "sqlalchemy_flow.py")));
    orms.add(
        STORE,
        new Rehearsal(
            "Sequelize",
            "models with associations, includes, pages, aggregates, scopes, counters, `bulkCreate`,"
                + " upserts, `findOrCreate`, versions, savepoints, queues, errors, `sync` and `alter`",
            endpoint -> node(endpoint, "sequelize.mjs")));
    orms.add(
        STORE,
        new Rehearsal(
            "TypeORM entities",
            "repositories, relations, query builders, cascades, upserts, versions, locks"
                + " and queues, savepoints, errors, `synchronize`",
            endpoint -> node(endpoint, "typeorm.mjs")));
    orms.add(
        STORE,
        new Rehearsal(
            "Prisma Client",
            "related rows, pages by cursor, filters on relations, json and arrays, aggregates,"
                + " nested writes, `createManyAndReturn`, upserts, transactions in batches and"
                + " interactive, queues, errors, raw statements, definitions",
            endpoint -> node(endpoint, "prisma.mjs")));
    for (String builder : List.of("Kysely", "Knex queries", "Drizzle queries")) {
      orms.add(
          STORE,
          new Rehearsal(
              builder,
              "joins, common tables, windows, sets, json, upserts, writes with joins, nested"
                  + " transactions, queues, errors, definitions",
              endpoint -> node(endpoint, builder.split(" ")[0].toLowerCase(Locale.ROOT) + ".mjs")));
    }
    return orms.tests();
  }

  private static List<String> node(Endpoint endpoint, String script) throws IOException {
    return Rehearsals.node(
        ORMS.resolve("node"), ".ci/orms", "--no-deprecation", script, Rehearsals.url(endpoint));
  }

  private static List<String> ruby(Endpoint endpoint, String script) throws IOException {
    assumeTrue(
        Files.isDirectory(Path.of("/usr/share/doc/ruby-activerecord")), ".ci/orms has not run");
    return Rehearsals.command(ORMS, "/usr/bin/ruby", script, Rehearsals.url(endpoint));
  }

  private static List<String> python(Endpoint endpoint, String needed, String script)
      throws IOException {
    return Rehearsals.python(
        ORMS, ".ci/orms", needed, "-W", "ignore", script, Rehearsals.url(endpoint));
  }
}
