package rollcall.ingest;

/// The source of what is read, and what is set of it that its readers go by.
public record Origin(SourceName name, DirectionRules directions) {
  /// A source of which nothing is set.
  public static Origin of(SourceName name) {
    return new Origin(name, DirectionRules.NONE);
  }

  /// The value of `call_source`.
  public String callSource() {
    return name.value();
  }
}
