package rollcall.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The answer to one request. Status and header fields are set first, then the body is written to
/// [#body]. A body that fits the response buffer is sent with its length, a longer one in chunks as
/// it is written. The answer is complete when the handler returns; a handler that throws after the
/// first bytes have left makes the server cut the connection, so that no client takes a part for
/// the whole. For HEAD, what is written is dropped; once it outgrows the buffer, writing ends the
/// handler by an exception of the server's own, to be let pass. One thread.
public interface Response {
  /// Sets the status; 200 unless set.
  void status(int status);

  /// Sets a header field, replacing what it had.
  void header(String name, String value);

  /// The body. Writing fails with [ClientGone] when the client has left.
  OutputStream body();

  /// Writes `bytes` to the body.
  default void write(byte[] bytes) {
    try {
      body().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the status and header fields have left, so that they cannot be changed any more.
  boolean isCommitted();
}
