package rollcall.http;

/// Ends the work of a handler that answers HEAD as soon as its body has outgrown the buffer: the
/// header fields are then all that there is to say, and a body of any length would be made for
/// nothing. Without a stack trace, as nothing is wrong.
final class HeadComplete extends RuntimeException {
  HeadComplete() {
    super("the answer to HEAD is complete", null, false, false);
  }
}
