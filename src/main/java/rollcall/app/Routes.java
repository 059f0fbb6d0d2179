package rollcall.app;

import java.util.Map;
import rollcall.http.Handler;
import rollcall.http.Request;
import rollcall.http.Response;

/// Gives each request to the handler of the first segment of its path, and to `others` where there
/// is none for it. Thread-safe.
record Routes(Map<String, Handler> byFirstSegment, Handler others) implements Handler {
  Routes {
    byFirstSegment = Map.copyOf(byFirstSegment);
  }

  @Override
  public void handle(Request request, Response response) {
    byFirstSegment.getOrDefault(firstSegment(request.path()), others).handle(request, response);
  }

  private static String firstSegment(String path) {
    var start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    var end = path.indexOf('/', start);
    return end < 0 ? path.substring(start) : path.substring(start, end);
  }
}
