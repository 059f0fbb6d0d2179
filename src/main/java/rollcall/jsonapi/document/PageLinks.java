package rollcall.jsonapi.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.plan.Boundary;
import rollcall.jsonapi.plan.Cursors;
import rollcall.jsonapi.plan.Page;
import rollcall.jsonapi.plan.ReadPlan;
import rollcall.jsonapi.query.PercentEncoding;

/// The URLs of the pages around one: as it was asked for itself, but for its place in the list. A
/// null says that there is no such page; `last` is null also where it is not known.
public record PageLinks(
    String first, @Nullable String prev, @Nullable String next, @Nullable String last) {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /// The links of the page that `rows`, all read, are; it was asked for as `url`. `total` is how
  /// many rows the list has, where that is known; `cursors` are those of the list.
  public static PageLinks of(
      ReadPlan plan, String url, PageRows rows, Optional<Long> total, Cursors.OfList cursors) {
    var page = plan.page().orElseThrow();
    var to = new Target(plan, url, cursors);
    if (page.offset().isPresent()) {
      return byOffset(page, page.offset().getAsLong(), rows, total, to);
    }
    var prev = rows.beforeFirst();
    var next = rows.afterLast();
    var at = page.boundary();
    if (at.isEmpty()) {
      return new PageLinks(to.start(), null, rows.more() ? to.after(next) : null, null);
    }
    return page.backwards()
        ? new PageLinks(
            to.start(),
            rows.more() ? to.before(prev) : null,
            to.after(next.or(() -> at.map(PageLinks::turned))),
            null)
        : new PageLinks(
            to.start(),
            to.before(prev.or(() -> at.map(PageLinks::turned))),
            rows.more() ? to.after(next) : null,
            null);
  }

  /// Writes the links behind that of the page itself. That of the last page is there only where it
  /// is known.
  void write(JsonBytes json) {
    write("first", first, json);
    write("prev", prev, json);
    write("next", next, json);
    if (last != null) {
      write("last", last, json);
    }
  }

  private static void write(String name, @Nullable String url, JsonBytes json) {
    json.raw(',');
    json.text(name);
    json.raw(':');
    if (url == null) {
      json.raw(NULL);
    } else {
      json.text(url);
    }
  }

  /// From an empty page the way back begins with the row at its boundary.
  private static Boundary turned(Boundary boundary) {
    return new Boundary(boundary.values(), !boundary.backwards(), !boundary.inclusive());
  }

  private static PageLinks byOffset(
      Page page, long offset, PageRows rows, Optional<Long> total, Target to) {
    var limit = page.limit();
    return new PageLinks(
        to.offset(0),
        offset == 0 ? null : to.offset(Math.max(0, offset - limit)),
        rows.more() ? to.offset(offset + limit) : null,
        total.map(all -> to.offset(last(offset, limit, all))).orElse(null));
  }

  /// Where the last page begins to which `next` leads from `offset`, or `prev` from behind the end.
  private static long last(long offset, int limit, long total) {
    var start = offset % limit;
    return total <= start ? 0 : start + (total - 1 - start) / limit * limit;
  }

  /// The URL of a request, for other places in the same list.
  private record Target(ReadPlan plan, String url, Cursors.OfList cursors) {
    /// Without a place, and still a page.
    String start() {
      var kept = kept();
      if (kept.stream().noneMatch(pair -> key(pair).startsWith("page["))) {
        kept.add("page%5Blimit%5D=" + plan.page().orElseThrow().limit());
      }
      return url(kept);
    }

    String offset(long offset) {
      return with("page%5Boffset%5D=" + offset);
    }

    @Nullable String after(Optional<Boundary> boundary) {
      return boundary.map(at -> with("page%5Bafter%5D=" + cursors.write(at))).orElse(null);
    }

    @Nullable String before(Optional<Boundary> boundary) {
      return boundary.map(at -> with("page%5Bbefore%5D=" + cursors.write(at))).orElse(null);
    }

    /// The URL with that parameter in the place of those that say where a page begins.
    private String with(String parameter) {
      var kept = kept();
      kept.add(parameter);
      return url(kept);
    }

    private List<String> kept() {
      var pairs = url.substring(url.indexOf('?') + 1).split("&", -1);
      return Arrays.stream(pairs)
          .filter(pair -> !isPlace(pair))
          .collect(Collectors.toCollection(ArrayList::new));
    }

    private String url(List<String> pairs) {
      return url.substring(0, url.indexOf('?') + 1) + String.join("&", pairs);
    }

    private static String key(String pair) {
      var equals = pair.indexOf('=');
      return PercentEncoding.key(equals < 0 ? pair : pair.substring(0, equals));
    }

    private static boolean isPlace(String pair) {
      var key = key(pair);
      return key.equals("page[offset]") || key.equals("page[after]") || key.equals("page[before]");
    }
  }
}
