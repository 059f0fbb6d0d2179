package rollcall.calls;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.database.Session;
import rollcall.database.SqlStatement;

/// Those conversations of a tenant that calls name.
record KnownConversations(Set<UUID> ids) {
  /// Those of `named` that the tenant has.
  static KnownConversations of(Session session, UUID tenant, Collection<UUID> named) {
    var known = new HashSet<UUID>();
    if (!named.isEmpty()) {
      var rows =
          session.query(
              new SqlStatement(
                  "select id from conversations where organisation_id = ? and id = any(?)",
                  List.of(tenant, List.copyOf(named))));
      while (rows.next()) {
        known.add(rows.uuid(0));
      }
    }
    return new KnownConversations(known);
  }

  /// Whether a call may name `id`.
  boolean allow(@Nullable UUID id) {
    return id == null || ids.contains(id);
  }
}
