package rollcall.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import rollcall.auth.Principal;
import rollcall.database.Tenant;
import rollcall.http.Request;
import rollcall.organisations.OrganisationId;

/// A request to write, whose body was read. One thread.
final class WriteRequest {
  private final Principal principal;
  private final String route;
  private final Request request;
  private final byte[] body;

  private WriteRequest(Principal principal, String route, Request request, byte[] body) {
    this.principal = principal;
    this.route = route;
    this.request = request;
    this.body = body;
  }

  /// The request of `principal`, read to its end; `route` is its method and path, in the one way to
  /// write them.
  static WriteRequest read(Principal principal, String route, Request request) {
    try {
      return new WriteRequest(principal, route, request, request.body().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// See [#read].
  String route() {
    return route;
  }

  /// The request itself.
  Request request() {
    return request;
  }

  /// The whole body, not to be changed.
  byte[] body() {
    return body;
  }

  /// The organisation that it acts for.
  OrganisationId organisation() {
    return principal.organisation();
  }

  /// The same, as the database knows it.
  Tenant tenant() {
    return new Tenant(organisation().value());
  }

  /// What is the same when the same request is sent again, and hardly ever of another.
  String fingerprint() {
    var digest = sha256();
    var texts =
        List.of(
            request.method(),
            request.path(),
            request.query().map(query -> "?" + query).orElse(""),
            String.join(",", request.headers("Content-Type")));
    for (var text : texts) {
      update(digest, text.getBytes(StandardCharsets.UTF_8));
    }
    update(digest, body);
    return HexFormat.of().formatHex(digest.digest());
  }

  /// A number that stands for this organisation, this route and `key`.
  long lock(String key) {
    var digest = sha256();
    for (var text : List.of(organisation().toString(), route, key)) {
      update(digest, text.getBytes(StandardCharsets.UTF_8));
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /// The header fields of that name; see [Request#headers].
  List<String> headers(String name) {
    return request.headers(name);
  }

  /// The query; see [Request#query].
  Optional<String> query() {
    return request.query();
  }

  /// Each part with its length, so that no two lists of parts run together to the same bytes.
  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
