package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// Measures a server of its own on data of its own, and beside it what bounds it: the same SQL sent
/// by pgbench, COPY, and an answer without database. README.md tells what each line means.
public final class Bench {
  private static final String LARGE = "10000000-0000-4000-8000-000000000001";

  /// The largest of the smaller ones.
  private static final String LISTED = "20000000-0000-4000-8000-000000000001";

  private static final int SAMPLES = 20_000;
  private static final int STARTS = 3;
  private static final int CSV_ROWS = 1_000_000;

  /// Pages of 50 a second and core of the engine that the contract comes from, told by its makers'
  /// figures: the better of both; and how often that is the goal.
  private static final double ORIGINAL = 140;

  private static final double TIMES = 30;
  private static final double OF_PGBENCH = 0.8;
  private static final double OF_COPY = 0.5;

  private static final String NEWEST = "/api/calls?page[limit]=50";

  private final Settings settings;
  private final Path work;
  private final Path data;
  private final Postgres postgres;
  private final Figures figures = new Figures();
  private String postgresVersion = "";
  private long listed;

  private Bench(Settings settings, Path work, Path kept) {
    this.settings = settings;
    this.work = work;
    this.data = kept.resolve("data");
    this.postgres = new Postgres(data);
  }

  /// See [Settings] for the arguments.
  public static void main(String[] arguments) throws Exception {
    var settings = Settings.of(List.of(arguments));
    var work = Files.createTempDirectory("rollcall-bench-");
    try {
      new Bench(settings, work, settings.keep().orElse(work)).run();
    } finally {
      deleteAll(work);
    }
  }

  /// Removes `folder` and all in it.
  static void deleteAll(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void run() throws Exception {
    var before = Machine.load();
    fill();
    if (has("starts")) {
      measureStarts();
    }
    measure();
    if (has("heap")) {
      measureSmallHeap();
    }
    var report = new Report(settings(), figures, before, postgresVersion);
    System.out.print(report.table());
    Files.writeString(settings.json(), report.json());
    System.out.println("\nWritten to " + settings.json());
  }

  private boolean has(String part) {
    return settings.parts().contains(part);
  }

  private Map<String, Integer> settings() {
    var named = new LinkedHashMap<String, Integer>();
    named.put("clients", settings.clients());
    named.put("seconds", settings.seconds());
    named.put("calls", settings.calls());
    named.put("share", settings.share());
    named.put("samples", settings.samples());
    return named;
  }

  /// Makes the data, unless it is there from an earlier run.
  private void fill() throws Exception {
    var done = data.resolveSibling("filled");
    var what = settings.calls() + " calls, " + settings.share() + " % of all\n";
    if (Files.exists(done)) {
      if (!Files.readString(done).equals(what)) {
        throw new IllegalStateException(done + " says " + Files.readString(done));
      }
      return;
    }
    Files.createDirectories(data.getParent());
    say("making " + what.strip());
    try (var server = Server.start(data, List.of(), "info")) {
      var began = System.nanoTime();
      postgres.fill(settings.calls(), settings.share());
      say("made in " + Report.number((System.nanoTime() - began) / 1e9) + " s");
    }
    Files.writeString(done, what);
  }

  private void measureStarts() throws Exception {
    say("starting");
    for (var i = 0; i < STARTS; i++) {
      var empty = work.resolve("empty" + i);
      Files.createDirectories(empty);
      try (var server = Server.start(empty.resolve("data"), List.of(), "info")) {
        figures.add("first start, with initdb", "s", server.startSeconds(), Bound.atMost(6));
      }
    }
    // What an older program left is brought up to date before.
    Server.start(data, List.of(), "info").close();
    for (var i = 0; i < STARTS; i++) {
      try (var server = Server.start(data, settings.javaOptions(), "info")) {
        figures.add("start, data in place", "s", server.startSeconds(), Bound.atMost(1.5));
      }
    }
  }

  /// The statements of the service, in its own words: of a slice, of the newest page and of one in
  /// the middle, which begins after a call (moment and id), of one call and of a whole list.
  private record Statements(
      String slice, String page, String deep, Sample after, String one, String list) {}

  private Statements statements() throws Exception {
    try (var server = Server.start(data, List.of(), "trace")) {
      postgresVersion = postgres.version();
      listed = postgres.count(LISTED, "true");
      writeTargets();
      var client = client(server);
      var middle = middle();
      var query = NEWEST.substring(NEWEST.indexOf('?') + 1);
      Files.writeString(
          targets("deep"),
          "/api/calls?" + new DeepPages(postgres.cursorKey(), LARGE).after(query, middle) + "\n");
      check("a slice", 50, client.rows(first("slice"), client.largeToken()));
      check("a page", 50, client.rows(NEWEST, client.largeToken()));
      check("a page in the middle", 50, client.rows(first("deep"), client.largeToken()));
      check("one by id", 1, client.rows(first("one"), client.largeToken()));
      check("the list", listed, client.rows("/api/calls", client.listedToken()));
      var sent = Pattern.compile("TRACE (select t0\\..*)").matcher(server.log()).results().toList();
      var texts = sent.stream().map(match -> match.group(1)).toList();
      return new Statements(
          texts.get(0), texts.get(1), texts.get(2), middle, texts.get(3), texts.get(4));
    }
  }

  /// A call that about half of all are newer than.
  private Sample middle() throws Exception {
    var began = samples().stream().filter(call -> call.has("started_at")).toList();
    return began.stream()
        .sorted(Comparator.comparing(call -> call.get("started_at")))
        .toList()
        .get(began.size() / 2);
  }

  private static void check(String what, long expected, long rows) {
    if (rows != expected) {
      throw new IllegalStateException(what + " has " + rows + " rows, not " + expected);
    }
  }

  private String first(String name) throws IOException {
    return Files.readAllLines(targets(name)).getFirst();
  }

  private Path targets(String name) {
    return work.resolve(name + ".targets");
  }

  private void writeTargets() throws Exception {
    var windows = new ArrayList<String>();
    for (var window = 0; window < Slice.windows(); window++) {
      windows.add(Slice.target(window));
    }
    Collections.shuffle(windows, new Random(1));
    Files.write(targets("slice"), windows);
    var ids = samples().stream().map(call -> "/api/calls/" + call.get("id")).toList();
    Files.write(targets("one"), ids);
    Files.writeString(targets("page"), NEWEST + "\n");
    Files.writeString(targets("static"), "/healthz\n");
  }

  private List<Sample> samples() throws Exception {
    return postgres.samples(LARGE, SAMPLES, settings.calls());
  }

  private void measure() throws Exception {
    if (has("load")) {
      measureLoad(statements());
    }
    if (!(has("pages") || has("files") || has("writes"))) {
      return;
    }
    try (var server = Server.start(data, settings.javaOptions(), "info")) {
      var client = client(server);
      if (has("pages")) {
        measurePages(server, client);
      }
      if (has("files")) {
        measureFiles(client);
      }
      if (has("writes")) {
        say("writing, load " + Machine.load());
        new WritePrice(postgres, LARGE).addTo(figures);
        new Imports(postgres, data, work)
            .addTo(figures, LARGE, settings.imported(), settings.rounds());
      }
    }
  }

  private void measureLoad(Statements statements) throws Exception {
    say("starting on the data");
    try (var server = Server.start(data, settings.javaOptions(), "info")) {
      Thread.sleep(5_000);
      figures.add("idle memory, JVM", "MB", server.javaMegabytes());
      figures.add("idle memory, PostgreSQL", "MB", server.postgresMegabytes());
      var client = client(server);
      say("warming up");
      client.load(targets("slice"), settings.warmUpSeconds());
      client.load(targets("page"), settings.warmUpSeconds() / 2);
      client.load(targets("page"), settings.warmUpSeconds() / 2);
      client.load(targets("one"), settings.warmUpSeconds() / 2);
      client.list(client.listedToken());
      for (var round = 1; round <= settings.rounds(); round++) {
        figures.add("busy with other things", "%", Machine.quiet());
        say("round " + round + " of " + settings.rounds() + ", load " + Machine.load());
        round(server, client, statements);
      }
    }
    addLoadRatios();
  }

  private void round(Server server, Client client, Statements statements) throws Exception {
    var seconds = settings.seconds();
    load("(e) static answer", server, client.measured(targets("static"), seconds, server));
    load("(a) slice of 50", server, client.measured(targets("slice"), seconds, server));
    pgbench("(d) slice of 50, pgbench", Slice.script(statements.slice()), Slice.variables(LARGE));
    load("(p) newest page of 50", server, client.measured(targets("page"), seconds, server));
    pgbench(
        "(d) newest page, pgbench",
        Slice.once(statements.page(), Slice.KEPT_IN_ORDER, List.of(Slice.ROWS_READ)),
        Map.of("tenant", LARGE));
    load("(q) page in the middle", server, client.measured(targets("deep"), seconds, server));
    pgbench(
        "(d) page in the middle, pgbench",
        Slice.once(statements.deep(), Slice.KEPT_IN_ORDER, List.of(":at", ":id", Slice.ROWS_READ)),
        Map.of(
            "tenant", LARGE,
            "at", statements.after().get("started_at"),
            "id", statements.after().get("id")));
    load("(b) one by id", server, client.measured(targets("one"), seconds, server));
    pgbench(
        "(d) one by id, pgbench",
        Slice.once(statements.one(), Slice.KEPT_BY_KEY, List.of(":id")),
        Map.of("tenant", LARGE, "id", first("one").substring("/api/calls/".length())));
    var list = client.list(client.listedToken());
    figures.add("(c) whole list", "rows/s", listed / list.seconds());
    figures.add("(c) whole list", "MB/s", list.megabytes() / list.seconds());
    figures.add("(c) whole list, first byte", "ms", list.firstByteSeconds() * 1_000);
    var copy = postgres.copySeconds(statements.list(), LISTED);
    figures.add("(c) same rows by COPY", "rows/s", listed / copy);
  }

  private void load(String name, Server server, Client.Load load) {
    figures.add(name, "/s", load.perSecond());
    figures.add(name, "p50 ms", load.p50Micros() / 1_000.0);
    figures.add(name, "p99 ms", load.p99Micros() / 1_000.0);
    figures.add(name, "µs CPU, JVM", load.javaMicros());
    figures.add(name, "µs CPU, PostgreSQL", load.postgresMicros());
  }

  private void pgbench(String name, String script, Map<String, String> variables) throws Exception {
    var file = Files.writeString(work.resolve("pgbench.sql"), script);
    figures.add(
        name, "/s", postgres.pgbench(file, variables, settings.clients(), settings.seconds()));
  }

  private void measurePages(Server server, Client client) throws Exception {
    var latencies = new Latencies(samples(), new DeepPages(postgres.cursorKey(), LARGE));
    try (var connection = new PageConnection(server.port(), client.largeToken())) {
      for (var all : List.of(Listings.pages(), Listings.counts(), Listings.numbers())) {
        var listings =
            all.stream().filter(one -> settings.pages().matcher(one.name()).find()).toList();
        say("asking for " + listings.size() + " kinds of pages, load " + Machine.load());
        latencies.measure(listings, settings.samples(), connection);
      }
      latencies.addTo(figures);
      say("counting");
      Counts.check(connection, postgres, LARGE, figures);
    }
  }

  /// The first million of calls as a file.
  private void measureFiles(Client client) throws Exception {
    say("reading CSV, load " + Machine.load());
    var rows = Math.min(CSV_ROWS, settings.calls());
    var until =
        rows < settings.calls() ? "&filter[started_at][lt]=" + postgres.started(LARGE, rows) : "";
    for (var round = 0; round < settings.rounds(); round++) {
      var seconds = client.download("/api/calls?format=csv" + until).seconds();
      figures.add(
          "%,d calls as CSV".formatted(rows), "s", seconds, Bound.atMost(5.0 * rows / CSV_ROWS));
    }
  }

  private void measureSmallHeap() throws Exception {
    say("reading " + settings.calls() + " calls from a server with -Xmx256m");
    try (var server = Server.start(data, List.of("-Xmx256m"), "info")) {
      var client = client(server);
      var list = client.list(client.largeToken());
      figures.add("largest list, -Xmx256m", "rows/s", settings.calls() / list.seconds());
      figures.add("largest list, first byte", "ms", list.firstByteSeconds() * 1_000);
      figures.add("largest list, peak memory of the JVM", "MB", server.javaPeakMegabytes());
    }
  }

  private void addLoadRatios() {
    perCore("(a) slice of 50");
    perCore("(p) newest page of 50");
    perCore("(q) page in the middle");
    ratio(
        "(a) / (d) slice, service / pgbench",
        "/s",
        "(a) slice of 50",
        "(d) slice of 50, pgbench",
        OF_PGBENCH);
    ratio(
        "(p) / (d) page, service / pgbench",
        "/s",
        "(p) newest page of 50",
        "(d) newest page, pgbench",
        OF_PGBENCH);
    ratio(
        "(q) / (d) page in the middle, service / pgbench",
        "/s",
        "(q) page in the middle",
        "(d) page in the middle, pgbench",
        OF_PGBENCH);
    figures.add(
        "(b) / (d) one, service / pgbench",
        "",
        figures.median("(b) one by id", "/s") / figures.median("(d) one by id, pgbench", "/s"));
    ratio("(c) / COPY", "rows/s", "(c) whole list", "(c) same rows by COPY", OF_COPY);
  }

  /// Adds what one core would do that has nothing else to do, by the CPU time of a request.
  private void perCore(String name) {
    var micros = figures.median(name, "µs CPU, JVM") + figures.median(name, "µs CPU, PostgreSQL");
    figures.add(name, "/s a core", 1e6 / micros, Bound.atLeast(TIMES * ORIGINAL));
  }

  private void ratio(String name, String unit, String of, String to, double least) {
    figures.add(
        name, "", figures.median(of, unit) / figures.median(to, unit), Bound.atLeast(least));
  }

  private Client client(Server server) throws Exception {
    return new Client(
        server.url(),
        server.token(LARGE),
        server.token(LISTED),
        settings.clients(),
        work.resolve("answer"));
  }

  private static void say(String what) {
    System.err.println("bench: " + what);
  }
}
