package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.rel2sql.RelToSqlConverter;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/// A query over merged relations as a union of queries over their layers.
///
/// Each relation is the union of its layers. Calcite's rules draw the unions up through joins,
/// conditions and projections; grouping then goes into each of the arms. Types play no part: every
/// column has the same one.
final class Algebra {
  /// Joins without a condition are written out: a join in parentheses cannot hold a comma.
  private static final SqlDialect DIALECT =
      new PostgresqlSqlDialect(PostgresqlSqlDialect.DEFAULT_CONTEXT) {
        @Override
        public JoinType emulateJoinTypeForCrossJoin() {
          return JoinType.CROSS;
        }
      };

  private static final HepProgram DISTRIBUTION =
      new HepProgramBuilder()
          .addRuleCollection(
              List.of(
                  CoreRules.JOIN_LEFT_UNION_TRANSPOSE,
                  CoreRules.JOIN_RIGHT_UNION_TRANSPOSE,
                  CoreRules.FILTER_SET_OP_TRANSPOSE,
                  CoreRules.PROJECT_SET_OP_TRANSPOSE))
          .build();

  private final Query query;
  private final List<Equality> equalities;
  private final RelDataTypeFactory types = new JavaTypeFactoryImpl();
  private final RelDataType any = type(SqlTypeName.ANY);
  private final RelDataType condition = type(SqlTypeName.BOOLEAN);
  private final HepPlanner planner = new HepPlanner(DISTRIBUTION);
  private final RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(types));

  Algebra(Query query, List<Equality> equalities) {
    this.query = query;
    this.equalities = equalities;
  }

  private RelDataType type(SqlTypeName name) {
    return types.createTypeWithNullability(types.createSqlType(name), true);
  }

  /// The arms' SQL.
  ///
  /// Errors: Unsupported where the unions cannot be drawn up.
  String arms() {
    RelNode node = node(query.from);
    if (query.where != null) {
      node = LogicalFilter.create(node, opaque(query.where, 0, condition));
    }
    planner.setRoot(projected(node));
    RelNode union = planner.findBestExp();
    if (!(union instanceof Union)) {
      throw new Unsupported("a union that cannot be drawn up");
    }
    List<RelNode> arms = new ArrayList<>();
    flatten(union, arm -> arms.add(grouped(new Reducer(arm).reduced())));
    String text =
        new RelToSqlConverter(DIALECT)
            .visitRoot(LogicalUnion.create(arms, true))
            .asStatement()
            .toSqlString(DIALECT)
            .getSql();
    return TokenList.of(text).line();
  }

  /// The unions of several relations come to lie in one another.
  private static void flatten(RelNode node, Consumer<RelNode> arms) {
    if (node instanceof Union) {
      node.getInputs().forEach(input -> flatten(input, arms));
    } else {
      arms.accept(node);
    }
  }

  private RelNode node(FromItem item) {
    return switch (item) {
      case FromItem.Table table -> layers(table.source());
      case FromItem.Join join -> {
        RelNode first = node(join.first());
        RelNode second = node(join.second());
        refuseOutOfScope(join);
        RexNode on =
            join.on() == null
                ? cluster.getRexBuilder().makeLiteral(true)
                : opaque(join.on(), start(join.lowest()), condition);
        if (!join.left()) {
          yield join(first, second, on, JoinRelType.INNER);
        }
        yield LeftJoins.isSplit(query, join) && second instanceof Union layers
            ? LogicalUnion.create(
                List.of(
                    join(first, layers.getInput(0), on, JoinRelType.INNER),
                    join(first, layers.getInput(1), on, JoinRelType.LEFT)),
                true)
            : join(first, second, on, JoinRelType.LEFT);
      }
    };
  }

  private static RelNode join(RelNode first, RelNode second, RexNode on, JoinRelType type) {
    return LogicalJoin.create(first, second, List.of(), on, Set.of(), type);
  }

  /// What PostgreSQL says of such a condition is its own to say.
  private static void refuseOutOfScope(FromItem.Join join) {
    if (join.on() != null
        && join.on().columns().stream()
            .anyMatch(use -> use.source() < join.lowest() || use.source() > join.highest())) {
      throw new Unsupported("a relation that is not in scope");
    }
  }

  /// Upper, then lower.
  private RelNode layers(int index) {
    Source source = query.sources.get(index);
    if (source.whole() != null) {
      return scan(index, false, names(source.whole()));
    }
    List<String> upper = List.of(source.relation().schema(), source.relation().name());
    RelNode lower = scan(index, false, names(Objects.requireNonNull(source.shipped())));
    return LogicalUnion.create(List.of(scan(index, true, upper), lower), true);
  }

  private static List<String> names(String qualified) {
    TokenList tokens = TokenList.of(qualified);
    return List.of(tokens.name(0), tokens.name(2));
  }

  private RelNode scan(int index, boolean upper, List<String> names) {
    RelDataTypeFactory.Builder row = types.builder();
    for (Column column : query.sources.get(index).relation().columns()) {
      row.add(column.name(), any);
    }
    return LogicalTableScan.create(cluster, new Layer(index, upper, names, row.build()), List.of());
  }

  /// The groups, then the operands of all aggregates.
  private RelNode projected(RelNode node) {
    List<RexNode> expressions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Expression group : query.groups) {
      expressions.add(opaque(group, 0, any));
      names.add("g" + expressions.size());
    }
    for (Partial partial : query.partials) {
      for (Expression operand : partial.operands()) {
        expressions.add(opaque(operand, 0, any));
        names.add("e" + expressions.size());
      }
    }
    if (expressions.isEmpty()) {
      expressions.add(opaque(new Expression(List.of("1"), List.of(), "1"), 0, any));
      names.add("e1");
    }
    return LogicalProject.create(node, List.of(), expressions, names, Set.of());
  }

  private RelNode grouped(RelNode arm) {
    List<AggregateCall> calls = new ArrayList<>();
    int next = query.groups.size();
    for (Partial partial : query.partials) {
      List<Integer> operands = new ArrayList<>();
      for (int i = 0; i < partial.operands().size(); i++) {
        operands.add(next++);
      }
      calls.add(
          AggregateCall.create(
              new PartialFunction(partial.pieces(), any),
              false,
              false,
              false,
              List.of(),
              operands,
              -1,
              null,
              RelCollations.EMPTY,
              any,
              "a" + (calls.size() + 1)));
    }
    return LogicalAggregate.create(
        arm, List.of(), ImmutableBitSet.range(query.groups.size()), null, calls);
  }

  /// @param from the place of the first field that is in scope
  private RexNode opaque(Expression expression, int from, RelDataType type) {
    List<RexNode> operands = new ArrayList<>();
    for (ColumnUse use : expression.columns()) {
      operands.add(
          cluster.getRexBuilder().makeInputRef(any, start(use.source()) - from + place(use)));
    }
    if (expression.isColumn() && type.equals(any)) {
      return operands.getFirst();
    }
    return cluster
        .getRexBuilder()
        .makeCall(type, new OpaqueOperator(expression.pieces(), type), operands);
  }

  private int start(int source) {
    int start = 0;
    for (int i = 0; i < source; i++) {
      start += query.sources.get(i).relation().columns().size();
    }
    return start;
  }

  private int place(ColumnUse use) {
    List<Column> columns = query.sources.get(use.source()).relation().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(use.column())) {
        return i;
      }
    }
    throw new IllegalArgumentException(use.column());
  }

  /// Where the preview's own rows of one relation meet production's of another, only those with a
  /// partner are fetched: the join's keys go along as one array.
  private final class Reducer extends RelHomogeneousShuttle {
    private final RelNode arm;
    private final Map<Integer, Layer> layers = new HashMap<>();

    Reducer(RelNode arm) {
      this.arm = arm;
      collect(arm);
    }

    private void collect(RelNode node) {
      if (node instanceof TableScan scan && scan.getTable() instanceof Layer layer) {
        layers.put(layer.source, layer);
      }
      if (node instanceof Union) {
        throw new Unsupported("a union that cannot be drawn up");
      }
      node.getInputs().forEach(this::collect);
    }

    RelNode reduced() {
      return arm.accept(this);
    }

    @Override
    public RelNode visit(TableScan scan) {
      if (!(scan.getTable() instanceof Layer layer) || layer.upper) {
        return scan;
      }
      RelNode node = scan;
      for (Equality equality : equalities) {
        ColumnUse own = equality.of(layer.source);
        ColumnUse other = equality.other(layer.source);
        Layer partner = other == null ? null : layers.get(other.source());
        if (own != null && other != null && partner != null && partner.upper) {
          node = LogicalFilter.create(node, membership(own, other));
        }
      }
      return node;
    }

    private RexNode membership(ColumnUse own, ColumnUse other) {
      String table = query.sources.get(other.source()).relation().qualifiedName();
      String column = Identifiers.quote(other.column());
      String keys =
          " = ANY (ARRAY(SELECT DISTINCT pgveneer_u." + column + " FROM " + table + " pgveneer_u))";
      Expression expression =
          new Expression(List.of("", keys), List.of(own), Expression.key(own) + keys);
      return opaque(expression, start(own.source()), condition);
    }
  }
}
