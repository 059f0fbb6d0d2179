package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// Measures a server of its own on data of its own, and beside it what bounds it: the same SQL sent
/// by pgbench, COPY, and an answer without database. README.md tells what each line means.
public final class Bench {
  private static final String MILLION = "10000000-0000-4000-8000-000000000001";
  private static final String LISTED = "20000000-0000-4000-8000-000000000002";

  private static final String NEWEST = "/api/calls?page[limit]=50";

  /// How many pages of 1,000 lie before the page in the middle.
  private static final int PAGES_WALKED = 10;

  private final Settings settings;
  private final Path work;
  private final Path data;
  private final Postgres postgres;
  private final Figures figures = new Figures();
  private String postgresVersion = "";

  private Bench(Settings settings, Path work) {
    this.settings = settings;
    this.work = work;
    this.data = work.resolve("data");
    this.postgres = new Postgres(data);
  }

  /// See [Settings] for the arguments.
  public static void main(String[] arguments) throws Exception {
    var settings = Settings.of(List.of(arguments));
    var work = Files.createTempDirectory("rollcall-bench-");
    try {
      new Bench(settings, work).run();
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
    var statements = statements();
    measure(statements);
    measureSmallHeap();
    addRatios();
    var report = new Report(settings(), figures, before, postgresVersion);
    System.out.print(report.table());
    Files.writeString(settings.json(), report.json());
    System.out.println("\nWritten to " + settings.json());
  }

  private Map<String, Integer> settings() {
    var named = new LinkedHashMap<String, Integer>();
    named.put("clients", settings.clients());
    named.put("seconds", settings.seconds());
    named.put("calls", settings.calls());
    named.put("listed", settings.listed());
    return named;
  }

  private void addRatios() {
    figures.add("(a) slice of 50", "/s a core", perCore("(a) slice of 50"));
    figures.add("(p) newest page of 50", "/s a core", perCore("(p) newest page of 50"));
    ratio(
        "(a) / (d) slice, service / pgbench", "(a) slice of 50", "(d) slice of 50, pgbench", "/s");
    ratio(
        "(p) / (d) page, service / pgbench",
        "(p) newest page of 50",
        "(d) newest page, pgbench",
        "/s");
    ratio(
        "(q) / (d) page in the middle, service / pgbench",
        "(q) page in the middle",
        "(d) page in the middle, pgbench",
        "/s");
    ratio("(b) / (d) one, service / pgbench", "(b) one by id", "(d) one by id, pgbench", "/s");
    ratio("(c) / COPY", "(c) whole list", "(c) same rows by COPY", "rows/s");
  }

  /// What one core would do that has nothing else to do, by the CPU time of a request.
  private double perCore(String name) {
    return 1e6 / (figures.median(name, "µs CPU, JVM") + figures.median(name, "µs CPU, PostgreSQL"));
  }

  private void ratio(String name, String of, String to, String unit) {
    figures.add(name, "", figures.median(of, unit) / figures.median(to, unit));
  }

  private void fill() throws Exception {
    say("starting on an empty folder");
    try (var server = Server.start(data, List.of(), "info")) {
      figures.add("first start, with initdb", "s", server.startSeconds());
      say("making " + settings.calls() + " + " + settings.listed() + " calls");
      postgres.fill(MILLION, "million", settings.calls());
      postgres.fill(LISTED, "listed", settings.listed());
      postgres.analyze();
      postgresVersion = postgres.version();
      writeTargets();
    }
  }

  /// The statements of the service, in its own words: of a slice, of the newest page and of one in
  /// the middle, which begins after a call (moment and id), of one call and of a whole list.
  private record Statements(
      String slice, String page, String deep, String after, String one, String list) {}

  private Statements statements() throws Exception {
    try (var server = Server.start(data, List.of(), "trace")) {
      var client = client(server);
      check("a slice", 50, client.rows(first("slice"), client.millionToken()));
      check("a page", 50, client.rows(NEWEST, client.millionToken()));
      var walked = NEWEST.replace("=50", "=1000");
      for (var page = 0; page < PAGES_WALKED; page++) {
        walked = client.next(walked);
      }
      var deep = walked.replace("=1000&", "=50&");
      Files.writeString(targets("deep"), deep + "\n");
      check("a page in the middle", 50, client.rows(deep, client.millionToken()));
      check("one by id", 1, client.rows(first("one"), client.millionToken()));
      check("the list", settings.listed(), client.rows("/api/calls", client.listedToken()));
      var sent = Pattern.compile("TRACE (select t0\\..*)").matcher(server.log()).results().toList();
      var texts = sent.stream().map(match -> match.group(1)).toList();
      var after = postgres.call(MILLION, PAGES_WALKED * 1_000 - 1);
      var deepAt = 2 + PAGES_WALKED;
      return new Statements(
          texts.get(0),
          texts.get(1),
          texts.get(deepAt),
          after,
          texts.get(deepAt + 1),
          texts.get(deepAt + 2));
    }
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
    for (var window = 0; window < Slice.windows(settings.calls()); window++) {
      windows.add(Slice.target(window));
    }
    Collections.shuffle(windows, new Random(1));
    Files.write(targets("slice"), windows);
    Files.write(
        targets("one"), postgres.ids(MILLION, 10_000).stream().map("/api/calls/"::concat).toList());
    Files.writeString(targets("page"), NEWEST + "\n");
    Files.writeString(targets("static"), "/healthz\n");
  }

  private void measure(Statements statements) throws Exception {
    say("starting on the data");
    try (var server = Server.start(data, settings.javaOptions(), "info")) {
      figures.add("start, data in place", "s", server.startSeconds());
      Thread.sleep(5_000);
      figures.add("idle memory, JVM", "MB", server.javaMegabytes());
      figures.add("idle memory, PostgreSQL", "MB", server.postgresMegabytes());
      var client = client(server);
      say("warming up");
      client.load(targets("slice"), settings.warmUpSeconds());
      client.load(targets("page"), settings.warmUpSeconds() / 2);
      client.load(targets("one"), settings.warmUpSeconds() / 2);
      client.list(client.listedToken());
      for (var round = 1; round <= settings.rounds(); round++) {
        figures.add("busy with other things", "%", Machine.quiet());
        say("round " + round + " of " + settings.rounds() + ", load " + Machine.load());
        round(server, client, statements);
      }
    }
  }

  private void round(Server server, Client client, Statements statements) throws Exception {
    var seconds = settings.seconds();
    load("(e) static answer", server, client.measured(targets("static"), seconds, server));
    load("(a) slice of 50", server, client.measured(targets("slice"), seconds, server));
    pgbench(
        "(d) slice of 50, pgbench",
        Slice.script(statements.slice(), settings.calls()),
        Slice.variables(MILLION));
    load("(p) newest page of 50", server, client.measured(targets("page"), seconds, server));
    pgbench(
        "(d) newest page, pgbench",
        Slice.once(statements.page(), Slice.KEPT_IN_ORDER, List.of(Slice.ROWS_READ)),
        Map.of("tenant", MILLION));
    load("(q) page in the middle", server, client.measured(targets("deep"), seconds, server));
    var after = statements.after().split("\\|");
    pgbench(
        "(d) page in the middle, pgbench",
        Slice.once(statements.deep(), Slice.KEPT_IN_ORDER, List.of(":at", ":id", Slice.ROWS_READ)),
        Map.of("tenant", MILLION, "at", after[0], "id", after[1]));
    load("(b) one by id", server, client.measured(targets("one"), seconds, server));
    pgbench(
        "(d) one by id, pgbench",
        Slice.once(statements.one(), Slice.KEPT_BY_KEY, List.of(":id")),
        Map.of("tenant", MILLION, "id", first("one").substring("/api/calls/".length())));
    var list = client.list(client.listedToken());
    figures.add("(c) whole list", "rows/s", settings.listed() / list.seconds());
    figures.add("(c) whole list", "MB/s", list.megabytes() / list.seconds());
    figures.add("(c) whole list, first byte", "ms", list.firstByteSeconds() * 1_000);
    var copy = postgres.copySeconds(statements.list(), LISTED);
    figures.add("(c) same rows by COPY", "rows/s", settings.listed() / copy);
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

  private void measureSmallHeap() throws Exception {
    say("reading " + settings.calls() + " calls from a server with -Xmx256m");
    try (var server = Server.start(data, List.of("-Xmx256m"), "info")) {
      var client = client(server);
      for (var i = 0; i < 2; i++) {
        var list = client.list(client.millionToken());
        figures.add("largest list, -Xmx256m", "rows/s", settings.calls() / list.seconds());
        figures.add("largest list, first byte", "ms", list.firstByteSeconds() * 1_000);
      }
      figures.add("largest list, peak memory of the JVM", "MB", server.javaPeakMegabytes());
    }
  }

  private Client client(Server server) throws Exception {
    return new Client(
        server.url(),
        server.token(MILLION),
        server.token(LISTED),
        settings.clients(),
        work.resolve("answer"));
  }

  private static void say(String what) {
    System.err.println("bench: " + what);
  }
}
