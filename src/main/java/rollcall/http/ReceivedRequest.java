package rollcall.http;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;

/// A [Request] as Jetty parsed it. One thread, but for what concerns leaving.
final class ReceivedRequest implements Request {
  private final org.eclipse.jetty.server.Request jetty;
  private final Target target;
  private final String id;
  private final RequestBody body;
  private final Object lock = new Object();
  private Runnable actions = () -> {};
  private boolean abandoned;

  ReceivedRequest(org.eclipse.jetty.server.Request jetty, Response response, HttpLimits limits) {
    this.jetty = jetty;
    this.target = new Target(Client.of(jetty).target());
    this.id = RequestId.of(jetty.getHeaders());
    this.body = new RequestBody(jetty, response, limits);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String method() {
    return jetty.getMethod();
  }

  @Override
  public String path() {
    return target.path();
  }

  @Override
  public Optional<String> query() {
    return target.query();
  }

  @Override
  public String url() {
    if (target.isAbsolute()) {
      return target.text();
    }
    var host = jetty.getHeaders().get(HttpHeader.HOST);
    // HTTP/1.0 may leave the host out; Jetty then knows the address that was connected to.
    var authority = host == null ? jetty.getHttpURI().getAuthority() : host;
    return "http://" + authority + target.text();
  }

  /// The target as it was sent.
  String target() {
    return target.text();
  }

  @Override
  public List<String> headers(String name) {
    return jetty.getHeaders().getValuesList(name);
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public boolean hasBody() {
    return jetty.getLength() > 0 || jetty.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  /// The length of the body that was announced; negative where none was.
  long announcedBytes() {
    return jetty.getLength();
  }

  HttpFields fields() {
    return jetty.getHeaders();
  }

  @Override
  public void onAbandoned(Runnable action) {
    synchronized (lock) {
      if (!abandoned) {
        var before = actions;
        actions =
            () -> {
              before.run();
              action.run();
            };
        return;
      }
    }
    action.run();
  }

  /// The client has left: runs what was asked for, once.
  void abandoned() {
    Runnable due;
    synchronized (lock) {
      due = abandoned ? () -> {} : actions;
      abandoned = true;
    }
    due.run();
  }

  /// Gives back what the body holds.
  void release() {
    body.close();
  }
}
