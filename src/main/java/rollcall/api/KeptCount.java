package rollcall.api;

import java.util.Optional;
import rollcall.calls.CallCounts;
import rollcall.calls.Calls;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.organisations.OrganisationId;

/// Counts that need not be counted, as they are kept with every write.
public final class KeptCount {
  private KeptCount() {}

  /// The statement whose one value, a `bigint`, is how many primary rows `plan` has, whatever its
  /// page; nothing where that is not kept.
  public static Optional<SqlStatement> of(ReadPlan plan) {
    return plan.projection().type().equals(Calls.TYPE)
        ? CallCounts.of(new OrganisationId(plan.scope().organisationId()), plan.condition())
        : Optional.empty();
  }
}
