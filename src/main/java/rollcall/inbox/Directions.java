package rollcall.inbox;

import rollcall.ingest.DirectionRules;
import rollcall.ingest.SourceName;
import rollcall.organisations.OrganisationId;

/// Knows which rules of direction a source has now. Thread-safe.
@FunctionalInterface
public interface Directions {
  /// Where no source has rules.
  Directions NONE = (_, _) -> DirectionRules.NONE;

  /// The rules of the source of that name of `organisation`; none for one that is not there any
  /// more.
  DirectionRules of(OrganisationId organisation, SourceName source);
}
