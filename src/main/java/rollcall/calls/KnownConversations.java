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
  /// As in [RecordBatch], each is looked for by itself.
  private static final String KNOWN =
      """
      select known.id from unnest(?::uuid[]) as named (id),
        lateral (select id from conversations
          where organisation_id = ? and id between named.id and named.id
          order by id limit 1) as known
      """;

  /// Those of `named` that the tenant has.
  static KnownConversations of(Session session, UUID tenant, Collection<UUID> named) {
    var known = new HashSet<UUID>();
    if (!named.isEmpty()) {
      var rows = session.query(new SqlStatement(KNOWN, List.of(List.copyOf(named), tenant)));
      while (rows.next()) {
        known.add(rows.uuid(0));
      }
    }
    return new KnownConversations(known);
  }

  /// Those of the conversations that `reports` name.
  static KnownConversations ofReports(Session session, UUID tenant, List<CallReport> reports) {
    var named = new HashSet<UUID>();
    for (var report : reports) {
      if (report.conversationId != null) {
        named.add(report.conversationId);
      }
    }
    return of(session, tenant, named);
  }

  /// What `report` says, but for a conversation that the tenant does not have.
  CallFacts facts(CallReport report) {
    var facts = CallFacts.of(report);
    return allow(report.conversationId) ? facts : facts.withoutConversation();
  }

  /// Whether a call may name `id`.
  boolean allow(@Nullable UUID id) {
    return id == null || ids.contains(id);
  }
}
