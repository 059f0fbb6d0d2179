package rollcall.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/// Reads the URL of a PostgreSQL: `postgresql://user:password@host:port/database?sslmode=require`.
public final class PostgresUrl {
  private static final int DEFAULT_PORT = 5432;
  private static final Set<String> OURS = Set.of("options", "user", "password", "readOnlyMode");

  private PostgresUrl() {}

  /// The address that `url` names. Fails with an [IllegalArgumentException] that says what is wrong
  /// with it and does not repeat the password.
  public static DatabaseAddress parse(String url) {
    var uri = uri(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
    var scheme = Objects.requireNonNullElse(uri.getScheme(), "");
    require(
        scheme.equals("postgresql") || scheme.equals("postgres"), "must begin with postgresql://");
    var host = Objects.requireNonNullElse(uri.getHost(), "");
    require(!host.isEmpty(), "names no host, or one that no host can have, or a bad port");
    require(uri.getPort() != 0 && uri.getPort() <= 65_535, "names no possible port");
    require(uri.getRawFragment() == null, "has a #, which must be written %23");
    var login = Objects.requireNonNullElse(uri.getRawUserInfo(), "");
    var colon = login.indexOf(':');
    var user = decode(colon < 0 ? login : login.substring(0, colon));
    require(!user.isEmpty(), "names no user");
    var path = Objects.requireNonNullElse(uri.getRawPath(), "");
    var database = decode(path.startsWith("/") ? path.substring(1) : path);
    require(!database.isEmpty(), "names no database");
    var parameters = Objects.requireNonNullElse(uri.getRawQuery(), "");
    requireNotOurs(parameters);
    return new DatabaseAddress(
        host,
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        database,
        user,
        colon < 0 ? "" : decode(login.substring(colon + 1)),
        parameters);
  }

  /// To the driver the URL outranks what is set beside it, and `options` chooses the service role.
  private static void requireNotOurs(String parameters) {
    for (var parameter : parameters.split("&", -1)) {
      var name = decode(parameter.split("=", 2)[0]);
      require(!OURS.contains(name), "has the parameter " + name + ", which Rollcall sets itself");
    }
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // Neither the cause nor its text: both repeat the URL and with it the password.
      throw new IllegalArgumentException(
          "The database URL "
              + (e.getIndex() < 0 ? "is incomplete" : "has an error at character " + e.getIndex())
              + "; other characters than letters, digits and -._~ must be percent-encoded");
    }
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException("The database URL " + fault);
    }
  }

  /// In a URL's login and path a plus is a plus.
  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The driver's form of an address, without the login.
  static String jdbc(DatabaseAddress address) {
    requireNotOurs(address.parameters());
    return "jdbc:postgresql://"
        + address.host()
        + ":"
        + address.port()
        + "/"
        + URLEncoder.encode(address.database(), StandardCharsets.UTF_8).replace("+", "%20")
        + (address.parameters().isEmpty() ? "" : "?" + address.parameters());
  }
}
