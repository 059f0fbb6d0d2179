package rollcall.sources;

/// The file of sources cannot be used; the message says all that is wrong, in sentences.
public final class SourcesFileUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SourcesFileUnusable(String message) {
    super(message);
  }
}
