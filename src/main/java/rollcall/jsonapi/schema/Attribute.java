package rollcall.jsonapi.schema;

/// One attribute of a resource: its name in the API, which is also its column, the type of its
/// values, whether it may be null, and a sentence for the API's reference.
public record Attribute(String name, ValueType type, boolean nullable, String description) {
  /// An attribute that is always there.
  public static Attribute required(String name, ValueType type, String description) {
    return new Attribute(name, type, false, description);
  }

  /// An attribute that may be null.
  public static Attribute nullable(String name, ValueType type, String description) {
    return new Attribute(name, type, true, description);
  }
}
