package rollcall.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Accepts connections and makes each a [Client]. Beyond the limit of connections a few more are
/// taken, only to be told 503; beyond those, clients wait in the backlog of the system.
/// Thread-safe.
final class ClientConnector extends ServerConnector {
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  private static final int TOLD_SO = 64;

  private final int limit;

  ClientConnector(Server server, HttpLimits limits, Http1 http) {
    super(server, ACCEPTORS, SELECTORS, http);
    limit = limits.connections();
    // Time is kept by the Watch alone.
    setIdleTimeout(0);
    addBean(new NetworkConnectionLimit(limit + TOLD_SO, this));
  }

  @Override
  protected Client newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    return new Client(
        channel, selector, key, getScheduler(), getConnectedEndPoints().size() >= limit);
  }

  Stream<Client> clients() {
    return getConnectedEndPoints().stream().map(Client.class::cast);
  }
}
