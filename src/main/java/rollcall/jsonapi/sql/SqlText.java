package rollcall.jsonapi.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import rollcall.database.SqlStatement;
import rollcall.database.Tables;
import rollcall.jsonapi.schema.ResourceType;

/// A statement of one tenant while it is written: its text, and the values bound to the
/// placeholders in the order in which they stand. One thread.
final class SqlText {
  private final StringBuilder text = new StringBuilder(512);
  private final List<Object> binds = new ArrayList<>();
  private final UUID organisationId;
  private final Tables tables;
  private int sources;

  SqlText(UUID organisationId, Tables tables) {
    this.organisationId = organisationId;
    this.tables = tables;
  }

  /// Appends text that holds no placeholder.
  SqlText append(String part) {
    text.append(part);
    return this;
  }

  /// Appends a placeholder for `value`.
  SqlText bind(Object value) {
    text.append('?');
    binds.add(value);
    return this;
  }

  /// A new source of rows of `type`, under an alias of its own.
  Source source(ResourceType type) {
    return new Source("t" + sources++, type);
  }

  /// Appends `table as alias`.
  SqlText appendTable(Source source) {
    return append(tables.name(source.type().table())).append(" as ").append(source.alias());
  }

  /// Appends that the rows of `source` belong to the tenant.
  SqlText appendTenant(Source source) {
    return append(source.column(source.type().tenantColumn())).append(" = ").bind(organisationId);
  }

  SqlStatement statement() {
    return new SqlStatement(text.toString(), binds);
  }
}
