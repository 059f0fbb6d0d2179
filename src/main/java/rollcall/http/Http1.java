package rollcall.http;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Speaks HTTP/1.1 and hands the target of each request to the [Client] as it was sent.
///
/// Jetty itself sees `/` in its place: it would decode and resolve the path, and refuse what it
/// cannot, such as `%zz` or `/../..`. Nothing of Jetty's that we use looks at the path, and nothing
/// here maps paths to files, so a target means only what the handler makes of it. Thread-safe.
final class Http1 extends HttpConnectionFactory {
  Http1(HttpConfiguration configuration) {
    super(configuration);
  }

  @Override
  public AbstractConnection newConnection(Connector connector, EndPoint endPoint) {
    var connection = new RawTargetConnection(getHttpConfiguration(), connector, (Client) endPoint);
    return configure(connection, connector, endPoint);
  }

  private static final class RawTargetConnection extends HttpConnection {
    private final Client client;

    RawTargetConnection(HttpConfiguration configuration, Connector connector, Client client) {
      super(configuration, connector, client);
      this.client = client;
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String target, HttpVersion version) {
      client.asksFor(target);
      return super.newHttpStream(method, target.startsWith("/") ? "/" : target, version);
    }
  }
}
