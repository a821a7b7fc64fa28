package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListsTest {

  private static Extent whole(String sql) {
    return new Extent(0, sql.length());
  }

  @Test
  void shouldSplitAtOuterCommas() {
    String list = "a, f(b, c), ARRAY[1, 2], 'x,y' /* , */";

    assertThat(Lists.items(list, whole(list)).stream().map(item -> item.in(list)))
        .containsExactly("a", "f(b, c)", "ARRAY[1, 2]", "'x,y'");
    assertThat(Lists.items("", new Extent(0, 0))).isEmpty();
  }

  @Test
  void shouldTellLabels() {
    String list =
        "*, t.*, a, a.b c, 1 AS \"From\", count(*) n, x::int y, x::double precision, f(a),"
            + " '1' label, interval '1' day, a IS NULL, CASE WHEN a THEN b END AS c, x AT TIME ZONE z,"
            + " CASE WHEN a THEN f(b) END, CASE a WHEN 1 THEN 2 END end";

    assertThat(Lists.selectItems(list, whole(list)))
        .extracting(Lists.SelectItem::label)
        .containsExactly(
            null, null, null, "c", "From", "n", "y", null, null, "label", null, null, "c", null,
            null, "end");
    assertThat(Lists.selectItems(list, whole(list)).stream().filter(Lists.SelectItem::star))
        .hasSize(2);
  }

  @Test
  void shouldNameColumns() {
    assertThat(Lists.names("(Id, \"Name\")", new Extent(1, 11))).isEqualTo(List.of("id", "Name"));
  }

  @Test
  void shouldFindColumnReferences() {
    String sql =
        "public.users.id = u.name AND lower(u.\"B\") = x::text || $1 AND u IS NOT NULL"
            + " AND f(a => b, t.*) AND EXISTS (SELECT 1 AS one FROM q)";

    assertThat(ColumnReference.in(sql, whole(sql)))
        .extracting(reference -> String.join(".", reference.parts()))
        .containsExactly("public.users.id", "u.name", "u.B", "x", "u", "b", "t", "q");
  }
}
