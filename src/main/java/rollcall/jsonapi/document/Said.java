package rollcall.jsonapi.document;

import java.util.Optional;

/// What stands at a member that must hold text: the type or the id of a resource.
sealed interface Said {
  /// There is no such member.
  record Nothing() implements Said {}

  /// Something that is no text, which was told already.
  record Wrong() implements Said {}

  /// The text.
  record Text(String value) implements Said {}

  /// The text, if there is any.
  default Optional<String> text() {
    return this instanceof Text(var value) ? Optional.of(value) : Optional.empty();
  }

  /// Whether there is no such member.
  default boolean isAbsent() {
    return this instanceof Nothing;
  }
}
