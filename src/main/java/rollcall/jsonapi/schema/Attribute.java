package rollcall.jsonapi.schema;

/// One attribute of a resource: its name in the API, which is also its column, the type of its
/// values, whether it may be null, when an answer shows it, who writes it, and a sentence for the
/// API's reference.
public record Attribute(
    String name,
    ValueType type,
    boolean nullable,
    Shown shown,
    Written written,
    String description) {

  /// When an answer shows an attribute.
  public enum Shown {
    /// Unless the request names others.
    ALWAYS,
    /// Only when the request names it, so that answers to older clients stay what they were.
    WHEN_NAMED
  }

  /// Who gives an attribute its value.
  public enum Written {
    /// A client, which must, when it makes the resource, and may change it later.
    REQUIRED,
    /// A client, when it makes the resource and later.
    FREELY,
    /// A client, which must, when it makes the resource and never again.
    REQUIRED_ONCE,
    /// A client, when it makes the resource and never again.
    ONCE,
    /// The service alone.
    BY_SERVICE;

    /// Whether a client that makes a resource must give a value.
    public boolean required() {
      return this == REQUIRED || this == REQUIRED_ONCE;
    }

    /// Whether a client that makes a resource may give a value.
    public boolean onCreate() {
      return this != BY_SERVICE;
    }

    /// Whether a client may change the value later.
    public boolean onUpdate() {
      return this == REQUIRED || this == FREELY;
    }
  }

  /// An attribute that is always there, since a client must give it.
  public static Attribute required(String name, ValueType type, String description) {
    return new Attribute(name, type, false, Shown.ALWAYS, Written.REQUIRED, description);
  }

  /// An attribute that is always there, since the service has a value where a client gives none.
  public static Attribute defaulted(String name, ValueType type, String description) {
    return new Attribute(name, type, false, Shown.ALWAYS, Written.FREELY, description);
  }

  /// An attribute that may be null.
  public static Attribute nullable(String name, ValueType type, String description) {
    return new Attribute(name, type, true, Shown.ALWAYS, Written.FREELY, description);
  }

  /// The same, shown only when it is named.
  public Attribute whenNamed() {
    return new Attribute(name, type, nullable, Shown.WHEN_NAMED, written, description);
  }

  /// The same, never changed by a client once the resource is there.
  public Attribute once() {
    var kind = written.required() ? Written.REQUIRED_ONCE : Written.ONCE;
    return new Attribute(name, type, nullable, shown, kind, description);
  }

  /// The same, written by the service alone.
  public Attribute byService() {
    return new Attribute(name, type, nullable, shown, Written.BY_SERVICE, description);
  }
}
