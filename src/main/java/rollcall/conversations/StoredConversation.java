package rollcall.conversations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Rows;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.ValueType;

/// A conversation as it stands in the database, locked until the transaction ends.
record StoredConversation(Draft draft, long version) {
  private static final String SELECT = select();

  private static String select() {
    var columns = new StringBuilder("select updated_at");
    for (var attribute : Conversations.TYPE.attributes()) {
      columns.append(", ").append(attribute.name());
      if (attribute.type() instanceof ValueType.JsonObject) {
        columns.append("::text");
      }
    }
    return columns + " from conversations where organisation_id = ? and id = ? for update";
  }

  /// The conversation of `tenant` that has that id.
  static Optional<StoredConversation> lock(Session session, UUID tenant, UUID id) {
    var rows = session.query(new SqlStatement(SELECT, List.of(tenant, id)));
    if (!rows.next()) {
      return Optional.empty();
    }
    var values = new ArrayList<@Nullable Object>();
    for (int i = 0; i < Conversations.TYPE.attributes().size(); i++) {
      values.add(value(Conversations.TYPE.attributes().get(i).type(), rows, i + 1));
    }
    return Optional.of(
        new StoredConversation(
            Draft.of(Conversations.TYPE, Optional.of(id), values), rows.epochMicros(0)));
  }

  private static @Nullable Object value(ValueType type, Rows rows, int column) {
    if (rows.isNull(column)) {
      return null;
    }
    return switch (type) {
      case ValueType.Text _, ValueType.Enumeration _, ValueType.JsonObject _ -> rows.text(column);
      case ValueType.Uuid _ -> rows.uuid(column);
      case ValueType.Int64 _ -> rows.integer(column);
      case ValueType.Timestamp _ -> rows.moment(column);
    };
  }

  /// It with what `changes` names changed.
  Draft with(Draft changes) {
    var values = new ArrayList<@Nullable Object>(draft.values());
    for (var name : changes.named()) {
      values.set(Conversations.TYPE.position(name), changes.value(name));
    }
    return Draft.of(Conversations.TYPE, draft.id(), values);
  }
}
