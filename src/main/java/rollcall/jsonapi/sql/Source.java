package rollcall.jsonapi.sql;

import rollcall.jsonapi.schema.ResourceType;

/// A table in a statement, under an alias.
record Source(String alias, ResourceType type) {
  /// A column of it.
  String column(String name) {
    return alias + "." + name;
  }

  /// Its id.
  String id() {
    return column(ResourceType.ID.name());
  }
}
