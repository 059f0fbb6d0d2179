package rollcall.jsonapi.document;

import java.util.Map;
import java.util.UUID;
import rollcall.jsonapi.schema.Draft;

/// The draft that a client sent, and where in its body things stand: `place` is the JSON Pointer of
/// the resource object, `relationships` holds the attributes that were said by a relationship, with
/// its name, and `localIds` those whose value is the id that another resource of the body will get,
/// with its `lid`.
public record SentDraft(
    Draft draft, String place, Map<String, String> relationships, Map<String, String> localIds) {
  /// Copies its maps.
  public SentDraft {
    relationships = Map.copyOf(relationships);
    localIds = Map.copyOf(localIds);
  }

  /// The JSON Pointer of `attribute`, or of the relationship that said it.
  public String pointer(String attribute) {
    var relationship = relationships.get(attribute);
    return relationship == null
        ? place + "/attributes/" + attribute
        : place + "/relationships/" + relationship;
  }

  /// The draft, where the resources of those `lid`s got those `ids`.
  public Draft resolved(Map<String, UUID> ids) {
    var resolved = draft;
    for (var entry : localIds.entrySet()) {
      var id = ids.get(entry.getValue());
      if (id == null) {
        throw new IllegalArgumentException("no id for the lid " + entry.getValue());
      }
      resolved = resolved.with(entry.getKey(), id);
    }
    return resolved;
  }
}
