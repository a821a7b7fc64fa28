package io.pgveneer.equivalence;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Postgresql;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each test of Django's own suite ends in the same way on a preview and on a copy, where the
/// suite's tables are in production.
///
/// `.ci/django` fetches the suite.
final class DjangoSuiteIT {
  private static final Path SCRIPT = Path.of("src/test/orms/django_suite.py").toAbsolutePath();
  private static final Path LEFT_OUT =
      CaseFiles.RESOURCES.resolve("django-suite.txt").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final String UNORDERED =
      "`FilteredRelationTests.test_union`: takes an order for granted that its query leaves open";

  private static final String DEFINITIONS =
      """
      backends constraints custom_migration_operations indexes inspectdb introspection
      migrate_signals migration_test_data_persistence migrations migrations2 model_indexes
      schema swappable_models unmanaged_models
      """;

  private static final String QUERIES =
      """
      aggregation aggregation_regress annotations bulk_create custom_lookups dates datetimes
      db_functions db_typecasts db_utils dbshell defer defer_regress distinct_on_fields
      expressions expressions_case expressions_window extra_regress filtered_relation
      get_earliest_or_latest get_or_create known_related_objects lookup null_queries or_lookups
      ordering prefetch_related queries queryset_pickle raw_query reverse_lookup
      select_for_update select_related select_related_onetoone select_related_regress
      string_lookup timezones transaction_hooks transactions update update_only_fields
      """;

  private static final String MODELS =
      """
      admin_changelist admin_filters admin_utils basic cache.tests.DBCacheTests
      contenttypes_tests custom_columns custom_managers custom_methods custom_pk datatypes
      delete delete_regress empty field_defaults field_subclassing fixtures
      fixtures_model_package fixtures_regress flatpages_tests force_insert_update foreign_object
      from_db_value generic_relations generic_relations_regress get_object_or_404 m2m_and_m2o
      m2m_intermediary m2m_multiple m2m_recursive m2m_regress m2m_signals m2m_through
      m2m_through_regress m2o_recursive managers_regress many_to_many many_to_one
      many_to_one_null max_lengths model_fields model_forms model_formsets
      model_formsets_regress model_inheritance model_inheritance_regress model_meta
      model_options model_regress multiple_database mutually_referential nested_foreign_keys
      null_fk null_fk_ordering one_to_one order_with_respect_to properties
      proxy_model_inheritance proxy_models redirects_tests reserved_names save_delete_hooks
      serializers sessions_tests signals sites_tests validation
      """;

  @TestFactory
  Stream<DynamicTest> shouldEndAsOnACopy() {
    Rehearsals suite = new Rehearsals("orms");
    add(suite, "Django's own tests of PostgreSQL", "of `postgres_tests`", "postgres_tests");
    add(suite, "Django's own tests of definitions", "of migrations and the schema", DEFINITIONS);
    add(suite, "Django's own tests of models", "of models and what builds on them", MODELS);
    add(suite, "Django's own tests of queries", "of queries and transactions", UNORDERED, QUERIES);
    return suite.tests();
  }

  private static void add(Rehearsals suite, String name, String which, String parts) {
    add(suite, name, which, Rehearsal.NOTHING, parts);
  }

  private static void add(
      Rehearsals suite, String name, String which, String differs, String parts) {
    suite.add(
        major -> tables(major, parts),
        new Rehearsal(
            name,
            "how each test " + which + " ends, with the tests' tables in production",
            differs,
            endpoint -> suite(endpoint, LEFT_OUT.toString(), parts)));
  }

  /// The suite makes its tables in a database of its own, and tells the statements.
  private static String tables(int major, String parts) throws IOException {
    PostgresqlServer server = Postgresql.major(major);
    Database database = server.createDatabase();
    try {
      return String.join("\n", suite(Endpoint.of(database), "--tables", parts));
    } finally {
      server.drop(database);
    }
  }

  /// @param how the option or file that stands before the parts
  private static List<String> suite(Endpoint endpoint, String how, String parts)
      throws IOException {
    Path source = Path.of(System.getProperty("pgveneer.django", ""));
    assumeTrue(Files.isDirectory(source.resolve("tests")), ".ci/django has not run");
    List<String> words = new ArrayList<>();
    words.addAll(List.of("/usr/bin/python3", "-B", "-W", "ignore", SCRIPT.toString()));
    words.addAll(List.of(source.toString(), Rehearsals.url(endpoint), how));
    words.addAll(List.of(parts.strip().split("\\s+", -1)));
    return Rehearsals.command(PATIENCE, source, words.toArray(String[]::new));
  }
}
