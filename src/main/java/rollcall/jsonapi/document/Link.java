package rollcall.jsonapi.document;

import java.util.Optional;
import java.util.UUID;
import rollcall.jsonapi.schema.Attribute;

/// What a relationship of a body says: that `attribute` is the id of the related resource, which is
/// `id`, or the one that the body knows by `localId`, or none.
record Link(
    String relationship, Attribute attribute, Optional<UUID> id, Optional<String> localId) {}
