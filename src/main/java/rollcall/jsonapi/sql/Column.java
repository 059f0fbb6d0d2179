package rollcall.jsonapi.sql;

/// A column that is no attribute, and the PostgreSQL type of its values.
public record Column(String name, String type) {}
