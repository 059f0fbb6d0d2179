package rollcall.jsonapi.document;

/// A place in a body, as a JSON Pointer (RFC 6901).
record Place(String pointer) {
  /// The whole body.
  static final Place ROOT = new Place("");

  /// The member of that name of the object here.
  Place member(String name) {
    return new Place(pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
  }

  /// The element of the list here; the first is 0.
  Place element(int index) {
    return new Place(pointer + "/" + index);
  }
}
