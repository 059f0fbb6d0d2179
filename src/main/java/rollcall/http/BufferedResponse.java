package rollcall.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// A [Response] that gathers its body in one pooled buffer and sends it when it is full or
/// complete. One thread.
final class BufferedResponse implements Response {
  private static final int BUFFER_BYTES = 32 * 1024;

  private final org.eclipse.jetty.server.Response jetty;
  private final Client client;
  private final String requestId;
  private final boolean head;
  private final RetainableByteBuffer memory;
  private final ByteBuffer buffer;
  private final OutputStream body = new Body();
  private long bytes;

  BufferedResponse(Request request, org.eclipse.jetty.server.Response jetty, String requestId) {
    this.jetty = jetty;
    this.client = Client.of(request);
    this.requestId = requestId;
    this.head = HttpMethod.HEAD.is(request.getMethod());
    this.memory = request.getComponents().getByteBufferPool().acquire(BUFFER_BYTES, true);
    this.buffer = memory.getByteBuffer();
    BufferUtil.clearToFill(buffer);
    CommonFields.add(jetty.getHeaders(), requestId);
  }

  @Override
  public void status(int status) {
    jetty.setStatus(status);
  }

  int status() {
    return jetty.getStatus();
  }

  @Override
  public void header(String name, String value) {
    jetty.getHeaders().put(name, value);
  }

  @Override
  public OutputStream body() {
    return body;
  }

  @Override
  public boolean isCommitted() {
    return jetty.isCommitted();
  }

  /// The length of the body so far.
  long bytes() {
    return bytes;
  }

  /// Forgets everything that was set and written.
  void reset() {
    jetty.reset();
    CommonFields.add(jetty.getHeaders(), requestId);
    buffer.clear();
    bytes = 0;
  }

  /// Sends what is left as the end of the answer, together with the header fields when nothing has
  /// left yet: then Jetty knows the length and says it.
  void finish(Callback complete) {
    client.writing();
    jetty.write(true, buffer.flip(), complete);
  }

  /// Gives the buffer back.
  void release() {
    memory.release();
  }

  private void send() {
    client.writing();
    try (var sent = Blocker.callback()) {
      jetty.write(false, buffer.flip(), sent);
      sent.block();
    } catch (IOException e) {
      throw new ClientGone(e);
    } finally {
      client.written();
    }
    buffer.clear();
    if (head) {
      throw new HeadComplete();
    }
  }

  /// Sends only when a byte has no room, so that a body which just fills the buffer still fits.
  private final class Body extends OutputStream {
    @Override
    public void write(int value) {
      if (!buffer.hasRemaining()) {
        send();
      }
      buffer.put((byte) value);
      bytes++;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      var position = offset;
      var end = offset + length;
      while (position < end) {
        if (!buffer.hasRemaining()) {
          send();
        }
        var count = Math.min(end - position, buffer.remaining());
        buffer.put(source, position, count);
        position += count;
        bytes += count;
      }
    }
  }
}
