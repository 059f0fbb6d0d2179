package rollcall.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import rollcall.observe.Observer;

/// An HTTP/1.1 server that runs one [Handler], each request on a virtual thread of its own.
/// Thread-safe.
public final class HttpServer implements AutoCloseable {
  private static final int PLATFORM_THREADS = 16;

  private final HttpSettings settings;
  private final Server server;
  private final ClientConnector connector;
  private final Watch watch;
  private final int port;

  private HttpServer(HttpSettings settings, Server server, ClientConnector connector, Watch watch) {
    this.settings = settings;
    this.server = server;
    this.connector = connector;
    this.watch = watch;
    this.port = connector.getLocalPort();
  }

  /// Starts a server and returns when it accepts connections. Fails with [CannotListen] when the
  /// address cannot be had.
  public static HttpServer start(
      HttpSettings settings, Handler handler, FaultHandler faults, Observer observer) {
    var limits = settings.limits();
    var server = new Server(threads());
    var connector = new ClientConnector(server, limits, new Http1(protocol(limits)));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    server.addConnector(connector);
    var refusals = new Refusals(limits, faults, observer);
    server.setErrorHandler(refusals);
    server.setHandler(new Dispatch(limits, handler, faults, observer));
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw new CannotListen(settings, e);
    }
    return new HttpServer(
        settings, server, connector, Watch.start(connector, limits, refusals, observer));
  }

  /// Jetty's own threads accept, select and parse nothing that blocks; what may block, which is
  /// every request, gets a virtual thread.
  private static QueuedThreadPool threads() {
    var pool = new QueuedThreadPool(PLATFORM_THREADS);
    pool.setName("http");
    pool.setDaemon(true);
    ThreadFactory requests = Thread.ofVirtual().name("request").factory();
    Executor startOne = task -> requests.newThread(task).start();
    pool.setVirtualThreadsExecutor(startOne);
    return pool;
  }

  private static HttpConfiguration protocol(HttpLimits limits) {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setHeaderCacheCaseSensitive(true);
    // Jetty bounds the memory for line and fields together; Dispatch holds each to its own limit.
    configuration.setRequestHeaderSize(limits.requestLineBytes() + limits.headerBytes());
    configuration.setHttpCompliance(HttpCompliance.STRICT);
    // Targets are the handler's to judge (see Http1); this lets those through that are whole URLs.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }

  /// The port that the server listens on.
  public int port() {
    return port;
  }

  /// The address of the server: `http://127.0.0.1:4000`.
  public String url() {
    var host = settings.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /// Stops politely: takes no new connection, lets answers under way end (they say `Connection:
  /// close`) for as long as the drain time-out allows, then cuts what is left.
  @Override
  public void close() {
    // Its own waiting is not needed: the drain is ours.
    var _ = connector.shutdown();
    watch.drain(settings.limits().drainTimeout());
    watch.close();
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop", e);
    }
  }
}
