package rollcall.calls;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import rollcall.database.Session;
import rollcall.database.SqlStatement;
import rollcall.jsonapi.schema.Draft;

/// Those calls of one tenant that a batch of drafts may repeat, and those of the batch that are
/// about to be written. One thread.
final class StoredCalls {
  private static final int SOURCE = CallRecorder.index("call_source");
  private static final int CALL_UUID = CallRecorder.index("call_uuid");

  /// Which call a switch means.
  private record Key(String source, String callUuid) {
    static Key of(Draft draft) {
      return new Key(text(draft, SOURCE), text(draft, CALL_UUID));
    }

    private static String text(Draft draft, int attribute) {
      return (String) Objects.requireNonNull(draft.values().get(attribute));
    }
  }

  /// The last use that a switch made of a key.
  private record Use(UUID id, int occurrence) {}

  private final Set<UUID> ids = new HashSet<>();
  private final Set<UUID> added = new HashSet<>();
  private final Map<Key, Use> uses = new HashMap<>();

  private StoredCalls() {}

  /// What the database holds of the ids and the keys of `drafts`.
  static StoredCalls matching(Session session, UUID tenant, List<Draft> drafts) {
    var stored = new StoredCalls();
    stored.readIds(session, tenant, drafts.stream().flatMap(d -> d.id().stream()).toList());
    stored.readUses(session, tenant, drafts.stream().map(Key::of).distinct().toList());
    return stored;
  }

  private void readIds(Session session, UUID tenant, List<UUID> named) {
    if (named.isEmpty()) {
      return;
    }
    var rows =
        session.query(
            new SqlStatement(
                "select id from calls where organisation_id = ? and id = any(?)",
                List.of(tenant, named)));
    while (rows.next()) {
      ids.add(rows.uuid(0));
    }
  }

  private void readUses(Session session, UUID tenant, List<Key> keys) {
    var rows =
        session.query(
            new SqlStatement(
                "select call_source, call_uuid, id, occurrence from calls"
                    + " where organisation_id = ? and call_uuid = any(?) order by occurrence",
                List.of(tenant, keys.stream().map(Key::callUuid).distinct().toList())));
    while (rows.next()) {
      uses.put(new Key(rows.text(0), rows.text(1)), new Use(rows.uuid(2), (int) rows.integer(3)));
    }
  }

  /// The id under which `draft` is there.
  Optional<UUID> find(Draft draft) {
    return draft.id().isPresent()
        ? draft.id().filter(ids::contains)
        : Optional.ofNullable(uses.get(Key.of(draft))).map(Use::id);
  }

  /// Whether `id` is that of a draft that was added, and so perhaps not in the database.
  boolean isNew(UUID id) {
    return added.contains(id);
  }

  /// Counts `draft`, which has an id, as there, and says which use of its key it is.
  int add(Draft draft) {
    var id = draft.id().orElseThrow();
    ids.add(id);
    added.add(id);
    return uses.merge(
            Key.of(draft), new Use(id, 0), (before, _) -> new Use(id, before.occurrence() + 1))
        .occurrence();
  }
}
