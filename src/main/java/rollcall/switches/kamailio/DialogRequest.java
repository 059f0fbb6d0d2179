package rollcall.switches.kamailio;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import rollcall.ingest.Unreadable;

/// Asks a Kamailio for its dialogs, by JSON-RPC over HTTP. Immutable, so thread-safe.
record DialogRequest(URI rpc, Duration within) {
  /// The longest answer that is read, of some 20,000 dialogs.
  static final int MOST_BYTES = 32 << 20;

  private static final String BODY = "{\"jsonrpc\":\"2.0\",\"method\":\"dlg.list\",\"id\":1}";

  /// What it answers. Fails with an [IOException] whose message, a sentence, says why it does not,
  /// and with [Unreadable] when it refuses.
  byte[] send() throws IOException, Unreadable, InterruptedException {
    // A connection of its own: between two requests Kamailio may close one, or restart.
    var client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(within).build();
    try {
      var request =
          HttpRequest.newBuilder(rpc)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(BODY))
              .build();
      var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES);
      // The time-out of a request would not count while its answer's body arrives.
      return body(client.sendAsync(request, body).get(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw new IOException(whyNot(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException(rpc + " does not answer.", e);
    } finally {
      client.shutdownNow();
    }
  }

  private byte[] body(HttpResponse<byte[]> answer) throws Unreadable {
    if (answer.statusCode() != 200) {
      throw new Unreadable("The answer has the status " + answer.statusCode() + ".");
    }
    return answer.body();
  }

  private String whyNot(@Nullable Throwable cause) {
    return cause instanceof ConnectException
        ? "Nobody listens at " + rpc + "."
        : rpc + " cannot be asked: " + cause + ".";
  }
}
