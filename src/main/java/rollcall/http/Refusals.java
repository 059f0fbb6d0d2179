package rollcall.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// Says in the form of the API what Jetty refuses by itself: requests that are no HTTP, that do not
/// fit, or whose head never ends. Thread-safe.
final class Refusals implements Request.Handler {
  /// Stands for what a request did not get to say.
  static final String UNKNOWN = "-";

  private final HttpLimits limits;
  private final FaultHandler faults;
  private final Observer observer;

  Refusals(HttpLimits limits, FaultHandler faults, Observer observer) {
    this.limits = limits;
    this.faults = faults;
    this.observer = observer;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var client = Client.of(request);
    if (!client.begin(() -> {})) {
      callback.failed(new EofException("nothing may be answered any more"));
      return true;
    }
    var status = response.getStatus();
    var id = RequestId.of(request.getHeaders());
    var document = faults.rejected(id, status, reason(status, request));
    var content = ByteBuffer.wrap(document.text().getBytes(StandardCharsets.UTF_8));
    var length = content.remaining();
    CommonFields.add(response.getHeaders(), id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, document.contentType());
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    client.writing();
    Runnable answered =
        () -> {
          client.answered();
          observe(id, status, length);
        };
    response.write(true, content, Callback.from(answered, callback));
    return true;
  }

  private void observe(String id, int status, int bytes) {
    observer.observe(new Observation.Answered(id, UNKNOWN, UNKNOWN, status, bytes, Duration.ZERO));
  }

  private String reason(int status, Request request) {
    return switch (status) {
      case HttpStatus.URI_TOO_LONG_414 -> Bounds.lineTooLong(limits);
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> Bounds.fieldsTooLarge(limits);
      case HttpStatus.BAD_REQUEST_400 -> "The request is not well-formed HTTP/1.1" + why(request);
      default -> HttpStatus.getMessage(status) + ".";
    };
  }

  private static String why(Request request) {
    return request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException e
            && e.getReason() != null
        ? ": " + e.getReason() + "."
        : ".";
  }

  /// The whole answer to a request whose head did not come in time. It is written past Jetty, which
  /// is still reading.
  ByteBuffer headTooSlow() {
    var id = RequestId.fresh();
    var document =
        faults.rejected(
            id,
            HttpStatus.REQUEST_TIMEOUT_408,
            "The head of the request was not complete after "
                + limits.headerTimeout().toMillis()
                + " milliseconds.");
    var body = document.text().getBytes(StandardCharsets.UTF_8);
    var head =
        """
        HTTP/1.1 408 Request Timeout
        Connection: close
        Content-Type: %s
        Content-Length: %d
        X-Request-Id: %s
        X-Content-Type-Options: nosniff

        """
            .formatted(document.contentType(), body.length, id)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    observe(id, HttpStatus.REQUEST_TIMEOUT_408, body.length);
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip();
  }
}
