package rollcall.http;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The body of a request, which must be no longer than the limit and be there within the time-out
/// as a whole, however steadily it trickles. One thread.
final class RequestBody extends InputStream {
  private final Request request;
  private final Response response;
  private final HttpLimits limits;
  private Content.Chunk chunk = Content.Chunk.EMPTY;
  private long received;
  private long deadline;
  private boolean started;
  private boolean invited;

  RequestBody(Request request, Response response, HttpLimits limits) {
    this.request = request;
    this.response = response;
    this.limits = limits;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    while (!chunk.hasRemaining()) {
      if (chunk.isLast()) {
        return -1;
      }
      next();
    }
    return chunk.get(target, offset, length);
  }

  private void next() {
    if (!started) {
      started = true;
      deadline = System.nanoTime() + limits.bodyTimeout().toNanos();
    }
    chunk.release();
    chunk = Content.Chunk.EMPTY;
    var next = request.read();
    while (next == null) {
      await();
      next = request.read();
    }
    if (Content.Chunk.isFailure(next)) {
      throw failure(next.getFailure());
    }
    chunk = next;
    received += next.remaining();
    if (received > limits.bodyBytes()) {
      throw tooLong(limits);
    }
  }

  private RuntimeException failure(Throwable cause) {
    return Client.of(request).isInputShutdown()
        ? new ClientGone(cause)
        : new RequestRejected(HttpStatus.BAD_REQUEST_400, "The request body is malformed.");
  }

  static RequestRejected tooLong(HttpLimits limits) {
    return new RequestRejected(
        HttpStatus.PAYLOAD_TOO_LARGE_413,
        "The request body is longer than " + limits.bodyBytes() + " bytes.");
  }

  /// Waits on the connection itself rather than by Jetty's demand, which could not be taken back
  /// when the time is over.
  private void await() {
    inviteBody();
    var client = Client.of(request);
    var arrival = new Arrival();
    client.fillInterested(arrival);
    if (!arrival.within(deadline - System.nanoTime())) {
      client.getFillInterest().onFail(new TimeoutException("the body is late"));
      throw new RequestRejected(
          HttpStatus.REQUEST_TIMEOUT_408,
          "The request body was not complete after "
              + limits.bodyTimeout().toMillis()
              + " milliseconds.");
    }
  }

  private void inviteBody() {
    var expects =
        request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    if (expects && !invited && received == 0 && !response.isCommitted()) {
      invited = true;
      response.writeInterim(HttpStatus.CONTINUE_100, HttpFields.EMPTY).join();
    }
  }

  @Override
  public void close() {
    chunk.release();
    chunk = Content.Chunk.EOF;
  }

  /// Bytes have come, or the connection has ended: reading tells which.
  private static final class Arrival implements Callback {
    private final CountDownLatch latch = new CountDownLatch(1);

    @Override
    public void succeeded() {
      latch.countDown();
    }

    @Override
    public void failed(Throwable cause) {
      latch.countDown();
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    boolean within(long nanos) {
      try {
        return latch.await(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
