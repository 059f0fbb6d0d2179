package rollcall.jsonapi.schema;

/// A relationship of a resource to another, which it names by type so that two resources can point
/// at each other.
public sealed interface Relationship {
  /// The name in the API.
  String name();

  /// The name of the related resource type.
  String target();

  /// This resource holds the id of the related one in `column`.
  record BelongsTo(String name, String target, String column) implements Relationship {}

  /// Related resources hold this one's id in their `foreignColumn`. Linkage names the one that
  /// comes first by the target's default order; a filter, which may also say `plural`, asks whether
  /// any of them matches.
  record HasOne(String name, String plural, String target, String foreignColumn)
      implements Relationship {}
}
