package rollcall.switches.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import rollcall.switches.Endpoint;
import rollcall.switches.SwitchSocket;

/// A connection to the manager interface as a user that it took the login of. One thread.
final class AmiSession implements Closeable {
  private static final String GREETING = "Asterisk Call Manager";

  /// The classes of events that are worth hearing: that spares both sides most of them.
  private static final String CLASSES = "system,call,cdr";

  private final SwitchSocket socket;
  private final AmiReader reader;
  private final String version;

  private AmiSession(SwitchSocket socket, AmiReader reader, String version) {
    this.socket = socket;
    this.reader = reader;
    this.version = version;
  }

  /// Connects and logs in; that takes no longer than `within` each. Fails with an [IOException]
  /// whose message, a sentence, says what went wrong and never the secret.
  static AmiSession open(Endpoint endpoint, Credentials credentials, Duration within)
      throws IOException {
    return open(endpoint, credentials, within, isLoopback(endpoint));
  }

  /// The same; within a machine, `isLoopback`, the secret itself is sent, through a network only
  /// what proves it, unless the other side knows no such way.
  static AmiSession open(
      Endpoint endpoint, Credentials credentials, Duration within, boolean isLoopback)
      throws IOException {
    var socket = SwitchSocket.connect(endpoint, within);
    try {
      var reader = new AmiReader(socket);
      var deadline = System.nanoTime() + within.toNanos();
      var greeting = reader.greeting(deadline);
      if (!greeting.startsWith(GREETING)) {
        throw new IOException("What answers at " + endpoint + " is no manager interface.");
      }
      var version = greeting.substring(GREETING.length()).replace('/', ' ').strip();
      var session = new AmiSession(socket, reader, version);
      session.login(credentials, isLoopback, deadline);
      return session;
    } catch (SocketTimeoutException e) {
      socket.close();
      throw new IOException(endpoint + " did not take the login in time.", e);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Who logs in.
  record Credentials(String user, String secret) {
    /// Never shows the secret.
    @Override
    public String toString() {
      return user;
    }
  }

  private static boolean isLoopback(Endpoint endpoint) {
    var address = new InetSocketAddress(endpoint.host(), endpoint.port()).getAddress();
    return address != null && address.isLoopbackAddress();
  }

  private void login(Credentials credentials, boolean isLoopback, long deadline)
      throws IOException {
    var login =
        AmiAction.of("Login", "login").with("Username", credentials.user()).with("Events", CLASSES);
    var challenge = isLoopback ? Optional.<String>empty() : challenge(deadline);
    var answer =
        ask(
            challenge.isEmpty()
                ? login.with("Secret", credentials.secret())
                : login
                    .with("AuthType", "MD5")
                    .with("Key", md5(challenge.get() + credentials.secret())),
            deadline);
    if (!answer.isSuccess()) {
      throw new IOException(
          "It refused the login of " + credentials.user() + ": " + reason(answer) + ".");
    }
  }

  private Optional<String> challenge(long deadline) throws IOException {
    var answer = ask(AmiAction.of("Challenge", "challenge").with("AuthType", "MD5"), deadline);
    var challenge = answer.word("Challenge");
    return answer.isSuccess() && !challenge.isEmpty() ? Optional.of(challenge) : Optional.empty();
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /// Why an answer is none that was hoped for.
  static String reason(AmiMessage answer) {
    var said = answer.word("Message");
    return said.isEmpty() ? "it does not say why" : said.replaceFirst("\\.$", "");
  }

  private AmiMessage ask(AmiAction action, long deadline) throws IOException {
    send(action);
    while (true) {
      var message =
          next(deadline)
              .orElseThrow(() -> new IOException("It closed the connection at " + action + "."));
      // Nothing else is asked meanwhile, and old releases may leave the id out of a refusal.
      if (message.isResponse()) {
        return message;
      }
    }
  }

  void send(AmiAction action) throws IOException {
    socket.send(action.bytes());
  }

  /// The next message, or nothing at the end. Fails with [SocketTimeoutException] when
  /// [System#nanoTime] has come to `deadline`; whatever was read by then is not lost.
  Optional<AmiMessage> next(long deadline) throws IOException {
    return reader.next(deadline).map(AmiMessage::of);
  }

  /// The version of the interface, as it greets.
  String version() {
    return version;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
