package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Measures how many events a server of its own takes through each door, how soon their calls are
/// visible and what they cost. README.md tells what each column means.
public final class Events {
  private static final String ORGANISATION = "Bench";

  /// One call of so many is looked for until it is visible.
  private static final int CALLS_A_PROBE = 8;

  private final EventSettings settings;
  private final Path work;
  private final Figures figures = new Figures();

  /// The next event of each door.
  private final Map<Door, Long> next = new LinkedHashMap<>();

  /// How many calls began so far at each door.
  private final Map<Door, Long> begun = new LinkedHashMap<>();

  private final Map<Door, Long> refused = new LinkedHashMap<>();

  private Events(EventSettings settings, Path work) {
    this.settings = settings;
    this.work = work;
  }

  /// See [EventSettings] for the arguments.
  public static void main(String[] arguments) throws Exception {
    var settings = EventSettings.of(List.of(arguments));
    var work = Files.createTempDirectory("rollcall-bench-");
    try {
      new Events(settings, work).run();
    } finally {
      Bench.deleteAll(work);
    }
  }

  private void run() throws Exception {
    var before = Machine.load();
    var data = work.resolve("data");
    var organisation = Server.organisation(data, ORGANISATION);
    var postgres = new Postgres(data);
    try (var eventSocket = Switch.listen("esl", Dialect.EVENT_SOCKET, Stories.eventSocket());
        var evapi = Switch.listen("evapi", Dialect.EVAPI, Stories.kamailio());
        var manager = Switch.listen("pbx", Dialect.MANAGER, Stories.manager())) {
      var switches = List.of(eventSocket, evapi, manager);
      try (var server =
              Server.start(
                  data,
                  settings.javaOptions(),
                  "warn",
                  "--sources",
                  sources(switches),
                  "--resync-every",
                  "1h",
                  "--switch-silence",
                  "1h");
          var arrivals = new Arrivals(postgres, organisation)) {
        measure(server, arrivals, doors(server, server.token(organisation), switches));
        figures.add("all doors", "refused", refused.values().stream().mapToLong(it -> it).sum());
        figures.add("all doors", "peak memory MB, JVM", server.javaPeakMegabytes());
        var report = new Report(settings(), figures, before, postgres.version());
        System.out.println(table() + "\n" + report.facts());
        Files.writeString(settings.json(), report.json());
        System.out.println("Written to " + settings.json());
      }
    }
  }

  private Path sources(List<Switch> switches) throws Exception {
    var secret = Files.writeString(work.resolve("secret"), Requests.SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    var types = new TreeMap<>(Map.of("esl", "freeswitch", "evapi", "kamailio", "pbx", "asterisk"));
    types.putAll(
        Map.of("fs", "freeswitch", "sip", "kamailio", "shop", "webhook", "cloud", "twilio"));
    var addresses = new TreeMap<String, String>();
    switches.forEach(
        it ->
            addresses.put(
                it.source(), ", \"user\": \"bench\", \"address\": \"" + it.address() + "\""));
    var sources =
        types.entrySet().stream()
            .map(
                source ->
                    "{\"name\": \"%s\", \"type\": \"%s\", \"organisation\": \"%s\", \"secret_file\": \"%s\"%s}"
                        .formatted(
                            source.getKey(),
                            source.getValue(),
                            ORGANISATION,
                            secret,
                            addresses.getOrDefault(source.getKey(), "")))
            .collect(Collectors.joining(",\n"));
    return Files.writeString(work.resolve("sources.json"), "{\"sources\": [" + sources + "]}");
  }

  private List<Door> doors(Server server, String token, List<Switch> switches) throws Exception {
    var all = new ArrayList<Door>();
    all.add(
        http(
            server,
            "json_cdr",
            "fs",
            Stories.jsonCdr(),
            Requests.byPassword("/ingest/freeswitch/fs/json_cdr", "fs")));
    all.add(
        http(
            server,
            "Kamailio event",
            "sip",
            Stories.kamailio(),
            Requests.byPassword("/ingest/kamailio/sip/event", "sip")));
    all.add(
        http(
            server,
            "webhook",
            "shop",
            Stories.webhook(),
            Requests.byStandardWebhooks("/ingest/webhook/shop")));
    all.add(
        http(
            server,
            "Twilio form",
            "cloud",
            Stories.twilio(),
            Requests.byTwilio("/ingest/twilio/cloud")));
    all.add(
        http(
            server,
            "POST /api/calls",
            "crm",
            Stories.api(),
            Requests.byToken("/api/calls", token)));
    all.addAll(switches);
    return all.stream()
        .filter(it -> settings.doors().isEmpty() || settings.doors().contains(it.source()))
        .toList();
  }

  private HttpDoor http(
      Server server, String name, String source, Story story, HttpDoor.Requests requests) {
    var isVisibleAtOnce = source.equals("crm");
    return new HttpDoor(
        name, source, story, requests, server.port(), settings.connections(), isVisibleAtOnce);
  }

  private void measure(Server server, Arrivals arrivals, List<Door> doors) throws Exception {
    awaitDoors(server);
    for (var door : doors) {
      say("warming up " + door.name());
      most(server, arrivals, door, settings.warmUpSeconds());
    }
    for (var round = 1; round <= settings.rounds(); round++) {
      say("round " + round + " of " + settings.rounds() + ", load " + Machine.load());
      for (var door : doors) {
        say(door.name());
        var most = most(server, arrivals, door, settings.seconds());
        most.forEach((unit, value) -> figures.add(door.name(), unit, value));
        lag(arrivals, door, "at " + settings.rate() + "/s", settings.rate());
        lag(arrivals, door, "at half", Math.min(most.get("taken/s"), most.get("visible/s")) / 2);
        requireCalls(arrivals, door);
      }
    }
  }

  /// Sources are noticed within two seconds.
  private static void awaitDoors(Server server) throws Exception {
    try (var connection = new HttpConnection(server.port())) {
      var request = Requests.byPassword("/ingest/kamailio/sip/event", "nobody");
      while (connection.status(request.of(new byte[0], 0)) != 401) {
        Thread.sleep(100);
      }
    }
  }

  private Map<String, Double> most(Server server, Arrivals arrivals, Door door, int seconds)
      throws Exception {
    var from = Arrivals.now();
    var java = server.javaCpu();
    var postgres = server.postgresCpu();
    var own = ownCpu();
    var pace = Pace.most(from(door), Duration.ofSeconds(seconds));
    var answers = door.send(pace, _ -> {});
    next(door, pace);
    var events = pace.events() - answers.refusals();
    refused.merge(door, answers.refusals(), Long::sum);
    var sent = System.nanoTime();
    if (!door.isVisibleAtOnce() && answers.isEmpty()) {
      arrivals.awaitKept(from, events);
    }
    var taken = answers.isEmpty() ? System.nanoTime() : sent;
    arrivals.awaitRead();
    var read = System.nanoTime();
    var most = new LinkedHashMap<String, Double>();
    most.put("taken/s", events * 1e9 / (taken - pace.began()));
    most.put("visible/s", events * 1e9 / (read - pace.began()));
    if (!answers.isEmpty()) {
      most.put("answer p50 ms", answers.millis(0.5));
      most.put("answer p99 ms", answers.millis(0.99));
    }
    most.put("µs CPU, JVM", micros(server.javaCpu().minus(java), events));
    most.put("µs CPU, PostgreSQL", micros(server.postgresCpuSince(postgres), events));
    most.put("µs CPU, sender", micros(ownCpu().minus(own), events));
    return most;
  }

  private static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private static double micros(Duration cpu, long events) {
    return cpu.toNanos() / 1e3 / events;
  }

  private void lag(Arrivals arrivals, Door door, String when, double rate) throws Exception {
    var story = door.story();
    var pace = Pace.steady(from(door), rate, Duration.ofSeconds(settings.seconds()));
    var answers = new ArrayList<Answers>();
    Door.Sent sent =
        turn -> {
          var call = story.call(turn.event());
          if (story.isFirst(turn.event()) && call % CALLS_A_PROBE == 0) {
            arrivals.await(Template.callId(call), turn.due());
          }
        };
    var sending = Thread.ofPlatform().start(() -> answers.add(send(door, pace, sent)));
    var lags = arrivals.lags(door.source(), sending);
    next(door, pace);
    figures.add(door.name(), "lag " + when + " p50 ms", lags.millis(0.5));
    figures.add(door.name(), "lag " + when + " p99 ms", lags.millis(0.99));
    arrivals.awaitRead();
    refused.merge(door, answers.getFirst().refusals(), Long::sum);
  }

  /// A call may be missing only if its first event was refused.
  private void requireCalls(Arrivals arrivals, Door door) throws Exception {
    var missing = begun.get(door) - arrivals.calls(door.source());
    if (missing < 0 || missing > refused.getOrDefault(door, 0L)) {
      throw new IllegalStateException(door.name() + ": " + missing + " calls are missing");
    }
  }

  private static Answers send(Door door, Pace pace, Door.Sent sent) {
    try {
      return door.send(pace, sent);
    } catch (Exception e) {
      throw new IllegalStateException(door.name(), e);
    }
  }

  private long from(Door door) {
    return next.getOrDefault(door, 0L);
  }

  /// The next calls are new ones.
  private void next(Door door, Pace pace) {
    var block = door.story().block();
    begun.merge(door, door.story().begun(pace.events()), Long::sum);
    next.put(door, (from(door) + pace.events() + block - 1) / block * block);
  }

  private Map<String, Integer> settings() {
    var named = new LinkedHashMap<String, Integer>();
    named.put("rounds", settings.rounds());
    named.put("seconds", settings.seconds());
    named.put("connections", settings.connections());
    named.put("rate", settings.rate());
    return named;
  }

  /// Medians, a line for each door.
  private String table() {
    var lines = new LinkedHashMap<String, Map<String, String>>();
    var units = new ArrayList<String>();
    figures
        .all()
        .forEach(
            (key, values) -> {
              if (!units.contains(key.unit())) {
                units.add(key.unit());
              }
              lines
                  .computeIfAbsent(key.name(), _ -> new LinkedHashMap<>())
                  .put(key.unit(), Report.number(Figures.median(values)));
            });
    var table = new StringBuilder("| door | " + String.join(" | ", units) + " |\n");
    table.append("|---|").append("---:|".repeat(units.size())).append("\n");
    lines.forEach(
        (door, cells) ->
            table.append(
                "| %s | %s |\n"
                    .formatted(
                        door,
                        units.stream()
                            .map(unit -> cells.getOrDefault(unit, ""))
                            .collect(Collectors.joining(" | ")))));
    return table.toString();
  }

  private static void say(String what) {
    System.err.println("bench: " + what);
  }
}
