package rollcall.jsonapi.schema;

/// The order of a list whose request names none: by `attribute`, ties by id.
public record DefaultOrder(String attribute, boolean descending) {}
