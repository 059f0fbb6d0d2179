package rollcall.doors;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rollcall.http.Request;

/// The URL of a request as its sender knows it: the configured public URL and the target; without
/// one, `https` where a proxy says so in `X-Forwarded-Proto`, and the `Host` field. A header that
/// lies gains nothing, since whoever signs the URL needs the secret. Immutable, so thread-safe.
record SignedUrl(Optional<URI> publicUrl) {
  private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#]*?)(:\\d+)?([/?#].*)?");

  /// The URLs that may have been signed: some senders name the port that goes without saying, and
  /// some leave out one that does not.
  List<String> of(Request request) {
    var url = publicUrl.map(base -> under(base, request)).orElseGet(() -> forwarded(request));
    var origin = ORIGIN.matcher(url);
    if (!origin.matches()) {
      return List.of(url);
    }
    var usual = origin.group(1).equals("https") ? ":443" : ":80";
    var port = origin.group(3) == null ? usual : "";
    var rest = origin.group(4) == null ? "" : origin.group(4);
    return List.of(url, origin.group(1) + "://" + origin.group(2) + port + rest);
  }

  private static String under(URI base, Request request) {
    var start = base.toString();
    return (start.endsWith("/") ? start.substring(0, start.length() - 1) : start)
        + request.path()
        + request.query().map(query -> "?" + query).orElse("");
  }

  private static String forwarded(Request request) {
    var url = request.url();
    var isSecure =
        request.headers("X-Forwarded-Proto").stream()
            .findFirst()
            .filter(scheme -> scheme.split(",", 2)[0].strip().equalsIgnoreCase("https"))
            .isPresent();
    return isSecure && url.startsWith("http://") ? "https" + url.substring("http".length()) : url;
  }
}
