package rollcall.jsonapi.document;

import java.util.Map;

/// A resource object as it was sent, at `place`, before it is known what its type declares.
record SentResource(
    Place place,
    Said type,
    Said id,
    Said lid,
    Map<String, SentValue> attributes,
    Map<String, Linkage> relationships) {

  /// Which resource a relationship names.
  sealed interface Linkage {
    /// None.
    record None() implements Linkage {}

    /// The one with that identifier, which stands at `place`.
    record Identifier(SentIdentifier identifier) implements Linkage {}

    /// Something that is no linkage, which was told already.
    record Wrong() implements Linkage {}
  }
}
