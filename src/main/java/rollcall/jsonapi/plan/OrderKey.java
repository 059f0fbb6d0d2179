package rollcall.jsonapi.plan;

import rollcall.jsonapi.schema.Attribute;

/// One key of an order. `nullsFirst` says where nulls stand; it means nothing for a field that is
/// never null.
public record OrderKey(Attribute field, boolean descending, boolean nullsFirst) {}
