package rollcall.http;

import java.util.Optional;

/// The target of a request as it was sent: usually a path with a query, seldom a whole URL.
record Target(String text) {
  boolean isAbsolute() {
    return !text.startsWith("/") && text.contains("://");
  }

  String path() {
    var path = pathAndQuery();
    var mark = path.indexOf('?');
    return mark < 0 ? path : path.substring(0, mark);
  }

  Optional<String> query() {
    var mark = text.indexOf('?');
    return mark < 0 ? Optional.empty() : Optional.of(text.substring(mark + 1));
  }

  String pathAndQuery() {
    if (!isAbsolute()) {
      return text;
    }
    var authority = text.indexOf("://") + 3;
    var slash = text.indexOf('/', authority);
    return slash < 0 ? "/" : text.substring(slash);
  }
}
