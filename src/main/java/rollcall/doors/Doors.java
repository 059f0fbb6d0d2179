package rollcall.doors;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import rollcall.http.Handler;
import rollcall.http.Request;
import rollcall.http.Response;
import rollcall.ingest.Normalised;
import rollcall.ingest.freeswitch.JsonCdr;
import rollcall.ingest.kamailio.KamailioJson;
import rollcall.jsonapi.query.PercentEncoding;
import rollcall.jsonapi.query.Problem;
import rollcall.sources.ActiveSource;
import rollcall.sources.ActiveSources;
import rollcall.sources.Source;
import rollcall.sources.SourceType;

/// All doors: `POST /ingest/{type}/{source}/…`. An answer of the 2xx means that what was sent is
/// kept; 4xx that it never will be as it was sent; 503 that it should be sent again. Thread-safe.
public final class Doors implements Handler {
  /// The first segment of every door's path.
  public static final String ROOT = "ingest";

  /// The memory that all bodies under way have together at doors of one kind: those that know the
  /// sender before they read, and those that must read to know him. So strangers, who may make the
  /// latter read, do not take the switches' memory away.
  static final int MEMORY_BYTES = 16 << 20;

  private static final Pattern TARGET =
      Pattern.compile("([^/?]*://[^/?]*)?(/[^?]*)(\\?.*)?", Pattern.DOTALL);

  private final ActiveSources sources;
  private final Intake intake;
  private final Clock clock;
  private final Map<String, Entrance> entrances;

  /// A door and the memory of its bodies.
  private record Entrance(Door door, Body.Memory memory) {}

  /// The doors of `sources`, which give what they hear to `intake`. `publicUrl` is where the server
  /// is reached from outside, where that is not what requests say.
  public Doors(ActiveSources sources, Intake intake, Optional<URI> publicUrl, Clock clock) {
    this.sources = sources;
    this.intake = intake;
    this.clock = clock;
    var known = new Body.Memory(MEMORY_BYTES);
    var signed = new Body.Memory(MEMORY_BYTES);
    this.entrances =
        Map.of(
            SourceType.FREESWITCH.word(),
            new Entrance(
                new SwitchDoor(
                    Set.of("json_cdr"), (origin, body) -> new JsonCdr(origin).read(body)),
                known),
            SourceType.KAMAILIO.word(),
            new Entrance(
                new SwitchDoor(
                    Set.of("event", "acc", "cdr"),
                    (origin, body) -> new KamailioJson(origin).read(body)),
                known),
            SourceType.WEBHOOK.word(),
            new Entrance(new WebhookDoor(clock), signed),
            SourceType.TWILIO.word(),
            new Entrance(new TwilioDoor(new SignedUrl(publicUrl)), signed));
  }

  @Override
  public void handle(Request request, Response response) {
    var path = PercentEncoding.segments(request.path());
    if (!request.method().equals("POST") || path.size() < 3) {
      refuseRoute(request, response);
      return;
    }
    var rest = path.subList(3, path.size());
    var entrance =
        Optional.ofNullable(entrances.get(path.get(1))).filter(it -> it.door().hasPlace(rest));
    // Before the source is looked for: it may be read in between.
    var wasRead = sources.hasRead();
    var source = source(path);
    if (entrance.isPresent() && !wasRead) {
      refuse(request, response, "The sources are not known yet; send this again.");
    } else if (entrance.isEmpty() || source.isEmpty()) {
      // The same for both, so that nobody learns the names of sources of another type.
      refuseRoute(request, response);
    } else if (source.get().secrets().isEmpty()) {
      refuse(request, response, "The secret of this source cannot be read now; send this again.");
    } else {
      try (var body = entrance.get().memory().of(request)) {
        var receivedAt = clock.instant();
        var heard = entrance.get().door().hear(request, rest, source.get(), receivedAt, body);
        answer(heard, source.get().source(), receivedAt, body, request, response);
      }
    }
  }

  private Optional<ActiveSource> source(List<String> path) {
    return sources.find(path.get(2)).filter(it -> it.source().type().word().equals(path.get(1)));
  }

  private void answer(
      Heard heard,
      Source source,
      Instant receivedAt,
      Body body,
      Request request,
      Response response) {
    switch (heard) {
      case Heard.Stranger stranger -> {
        response.header("WWW-Authenticate", stranger.challenge());
        DoorAnswers.problem(request, response, stranger.problem());
      }
      case Heard.Message(var kind, var delivery, var facts) -> {
        switch (intake.put(source, kind, delivery, receivedAt, body.read(), facts)) {
          case Taken.New _ -> {
            if (delivery.said() instanceof Normalised.Unintelligible(var reasons)) {
              DoorAnswers.notUnderstood(response, reasons);
            } else {
              DoorAnswers.taken(response, "new");
            }
          }
          case Taken.Known _ -> DoorAnswers.taken(response, "known");
          case Taken.Unavailable _ ->
              refuse(request, response, "This cannot be kept now; send it again.");
          case Taken.Impossible _ ->
              DoorAnswers.problem(
                  request,
                  response,
                  Problem.cannotBeKept("This cannot be kept, and never will be."));
        }
      }
    }
  }

  /// The path of the door for `source`, to which a switch adds what it sends; none for a type that
  /// has no door.
  public static Optional<String> path(Source source) {
    var base = "/" + ROOT + "/" + source.type().word() + "/" + source.name().value();
    return switch (source.type()) {
      case FREESWITCH -> Optional.of(base + "/json_cdr");
      case KAMAILIO, WEBHOOK, TWILIO -> Optional.of(base);
      case ASTERISK -> Optional.empty();
    };
  }

  /// `target`, of any request, fit for a log: of one of the doors only the words that we know,
  /// since every other may be a secret, also one that stands where it does not belong.
  public String withoutSecrets(String target) {
    if (isElsewhere(target)) {
      return target;
    }
    var parts = TARGET.matcher(target);
    var path = parts.matches() ? PercentEncoding.segments(parts.group(2)) : List.<String>of();
    if (path.isEmpty() || !path.getFirst().equals(ROOT)) {
      return target;
    }
    var known = path.subList(0, known(path));
    return (parts.group(1) == null ? "" : parts.group(1))
        + "/"
        + String.join("/", known)
        + (known.size() < path.size() ? "/…" : "")
        + (parts.group(3) == null ? "" : "?…");
  }

  /// Whether already the first letter of the path tells that it is of no door, as it does for
  /// nearly every request that is none.
  private static boolean isElsewhere(String target) {
    if (target.length() < 2 || target.charAt(0) != '/') {
      return false;
    }
    var first = target.charAt(1);
    return first != '/' && first != '%' && first != ROOT.charAt(0);
  }

  /// How many of the segments of `path` are known words.
  private int known(List<String> path) {
    var entrance = path.size() < 2 ? null : entrances.get(path.get(1));
    if (entrance == null) {
      return 1;
    }
    if (path.size() < 3 || source(path).isEmpty()) {
      return 2;
    }
    return path.size() > 3 && entrance.door().hasPlace(path.subList(3, 4)) ? 4 : 3;
  }

  private static void refuse(Request request, Response response, String reason) {
    DoorAnswers.problem(request, response, Problem.serviceUnavailable(reason));
  }

  private void refuseRoute(Request request, Response response) {
    var path = withoutSecrets(request.path());
    DoorAnswers.problem(request, response, Problem.noRouteFound(request.method(), path));
  }
}
