package rollcall.jsonapi.plan;

import rollcall.jsonapi.schema.Relationship;

/// The related rows to deliver beside the primary ones: those at the other end of `relationship`,
/// each once.
public record Include(Relationship relationship, Projection projection) {}
