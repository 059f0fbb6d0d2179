package rollcall.calls;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import rollcall.database.Database;
import rollcall.database.SqlStatement;
import rollcall.database.Tenant;
import rollcall.jsonapi.plan.Condition;
import rollcall.organisations.OrganisationId;

/// How many calls there are: of all, by `status`, by `direction`, by `call_source`, and in a range
/// of `started_at`, kept with every write, so that no count needs to read them. Exact at any
/// moment, also in the middle of writes: a count is of the same snapshot as everything else that
/// its statement sees.
public final class CallCounts {
  private CallCounts() {}

  /// The statement whose one value, a `bigint`, is how many calls of `organisation` there are of
  /// which `condition` is true; nothing where that is not counted.
  public static Optional<SqlStatement> of(OrganisationId organisation, Condition condition) {
    return Counted.of(condition).map(counted -> CountSql.of(organisation.value(), counted));
  }

  /// The statement whose one value, a `bigint`, is how many calls of `organisation` began before
  /// `moment`.
  public static SqlStatement before(OrganisationId organisation, Instant moment) {
    var cut = moment.truncatedTo(ChronoUnit.MICROS);
    return CountSql.of(organisation.value(), new Counted.Started(null, cut));
  }

  /// Folds what was written since the last time, of all organisations, so that counts stay fast. It
  /// is right to do so at any time, also by several at once, and to be stopped in the middle.
  public static void fold(Database database) {
    for (var organisation : database.administer(CountFolding::withChanges)) {
      fold(database, organisation, () -> false);
    }
  }

  /// The same of one organisation, until there is nothing left or it is told to `stop`.
  static void fold(Database database, OrganisationId organisation, BooleanSupplier stop) {
    var tenant = new Tenant(organisation.value());
    var folded = CountFolding.AT_ONCE;
    while (folded == CountFolding.AT_ONCE && !stop.getAsBoolean()) {
      folded = database.write(tenant, session -> CountFolding.fold(session, organisation.value()));
    }
  }
}
