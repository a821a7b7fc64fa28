package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutlinesTest {

  @Test
  void shouldFindTablesOfOrdinaryQuery() {
    Outline outline =
        Outlines.of(
            "SELECT u.id, count(*) FROM users u LEFT JOIN public.orders AS o ON o.user_id = u.id"
                + " WHERE u.name IS NOT DISTINCT FROM $1 GROUP BY u.id ORDER BY 2 LIMIT 10 OFFSET $2");

    assertThat(outline.kind()).isEqualTo(StatementClass.QUERY);
    assertThat(references(outline)).containsExactly("FROM users u", "FROM public.orders o");
    assertThat(outline.parameters()).isEqualTo(2);
    QueryBlock block = outline.blocks().getFirst();
    assertThat(text(outline, block.select())).isEqualTo("u.id, count(*)");
    assertThat(text(outline, block.where())).isEqualTo("u.name IS NOT DISTINCT FROM $1");
    assertThat(text(outline, block.groupBy())).isEqualTo("u.id");
    assertThat(text(outline, block.orderBy())).isEqualTo("2");
    assertThat(text(outline, block.limit())).isEqualTo("10");
    assertThat(text(outline, block.offset())).isEqualTo("$2");
    assertThat(text(outline, block.paging())).isEqualTo("LIMIT 10 OFFSET $2");
  }

  @Test
  void shouldKnowThatCommonTableHidesTable() {
    Outline outline =
        Outlines.of("WITH users AS (SELECT * FROM users) SELECT * FROM users, public.users");

    assertThat(references(outline)).containsExactly("FROM users", "FROM public.users");
    assertThat(outline.commonTables()).hasSize(1);
  }

  @Test
  void shouldReadInsertWithConflict() {
    Outline outline =
        Outlines.of(
            "INSERT INTO t AS x (a, b) VALUES (1, 2) ON CONFLICT (a) WHERE b > 0"
                + " DO UPDATE SET b = excluded.b WHERE x.b < 5 RETURNING *");

    Write write = outline.writes().getFirst();
    assertThat(outline.kind()).isEqualTo(StatementClass.INSERT);
    assertThat(text(outline, write.columns())).isEqualTo("a, b");
    assertThat(text(outline, write.source())).isEqualTo("VALUES (1, 2)");
    assertThat(write.conflict()).isNotNull();
    assertThat(text(outline, write.conflict().set())).isEqualTo("b = excluded.b");
    assertThat(text(outline, write.returning())).isEqualTo("*");
  }

  @Test
  void shouldCallStatementWithoutStructureUnknown() {
    assertThat(Outlines.of("SELECT a FROM WHERE b").kind()).isEqualTo(StatementClass.UNKNOWN);
    assertThat(Outlines.of("SELEC 1").problem()).contains("SELEC");
  }

  static List<String> references(Outline outline) {
    return outline.references().stream()
        .map(
            r ->
                r.role()
                    + " "
                    + r.name().in(outline.sql())
                    + (r.alias() == null ? "" : " " + r.alias()))
        .collect(Collectors.toList());
  }

  static String text(Outline outline, Extent extent) {
    assertThat(extent).isNotNull();
    return extent.in(outline.sql());
  }
}
