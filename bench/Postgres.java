package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The PostgreSQL of a running server, reached past it by the tools of PostgreSQL.
final class Postgres {
  private static final int PORT_LINE = 3;

  /// What the service sets on its connections (rollcall.database.Connections).
  private static final String AS_THE_SERVICE =
      "-c role=rollcall_service -c jit=off -c max_parallel_workers_per_gather=0";

  private final Path data;

  /// That of the server whose data is in `data`.
  Postgres(Path data) {
    this.data = data;
  }

  /// Makes an organisation of `calls` calls.
  void fill(String organisation, String name, int calls) throws Exception {
    var variables =
        List.of("organisation=" + organisation, "name=" + name, "calls=" + calls, "salt=" + name);
    var command = new ArrayList<>(List.of("psql", "-X", "-q", "-f", "bench/fill.sql"));
    variables.forEach(variable -> command.addAll(List.of("-v", variable)));
    Command.output(command, environment());
  }

  /// Has the planner know the rows, and the index-only scans work.
  void analyze() throws Exception {
    query("vacuum analyze");
    query("checkpoint");
  }

  /// The ids of some calls, of any time, in random order.
  List<String> ids(String organisation, int count) throws Exception {
    return query(
            "select id from calls where organisation_id = '%s' order by md5(id::text) limit %d"
                .formatted(organisation, count))
        .lines()
        .toList();
  }

  /// When a call started and its id, with a bar between: that which so many are newer than.
  String call(String organisation, int newer) throws Exception {
    return query(
            ("select started_at, id from calls where organisation_id = '%s'"
                    + " order by started_at desc, id desc limit 1 offset %d")
                .formatted(organisation, newer))
        .strip();
  }

  /// The version of the server.
  String version() throws Exception {
    return query("show server_version").strip();
  }

  private String query(String sql) throws Exception {
    return Command.output(List.of("psql", "-X", "-A", "-t", "-q", "-c", sql), environment());
  }

  /// Transactions a second of a script, in prepared mode.
  double pgbench(Path script, Map<String, String> variables, int clients, int seconds)
      throws Exception {
    var command =
        new ArrayList<>(
            List.of("pgbench", "-n", "-M", "prepared", "-c", Integer.toString(clients)));
    command.addAll(List.of("-T", Integer.toString(seconds), "-f", script.toString()));
    variables.forEach((name, value) -> command.addAll(List.of("-D", name + "=" + value)));
    return figure(Command.output(command, asTheService()), "tps = ([0-9.]+)");
  }

  /// How long PostgreSQL and psql take to pass on the rows of `statement`, whose only placeholder
  /// is the tenant, by COPY.
  double copySeconds(String statement, String organisation) throws Exception {
    var environment = asTheService();
    environment.merge("PGOPTIONS", " -c rollcall.organisation_id=" + organisation, String::concat);
    var copy = "\\copy (" + statement.replace("?", "'" + organisation + "'") + ") to /dev/null";
    var output =
        Command.output(List.of("psql", "-X", "-c", "\\timing on", "-c", copy), environment);
    return figure(output, "Time: ([0-9.]+) ms") / 1_000;
  }

  private static double figure(String output, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + output);
    }
    return Double.parseDouble(matcher.group(1));
  }

  /// Where it is, for a driver.
  String jdbcUrl() throws IOException {
    var at = environment();
    return "jdbc:postgresql://%s:%s/%s"
        .formatted(at.get("PGHOST"), at.get("PGPORT"), at.get("PGDATABASE"));
  }

  /// How a driver logs in.
  Map<String, String> login() throws IOException {
    var at = environment();
    return Map.of("user", at.get("PGUSER"), "password", at.get("PGPASSWORD"));
  }

  private Map<String, String> asTheService() throws IOException {
    var environment = environment();
    environment.put("PGOPTIONS", AS_THE_SERVICE);
    return environment;
  }

  private Map<String, String> environment() throws IOException {
    var environment = new HashMap<String, String>();
    environment.put("PGHOST", "127.0.0.1");
    environment.put(
        "PGPORT", Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(PORT_LINE));
    environment.put("PGUSER", "postgres");
    environment.put("PGDATABASE", "rollcall");
    environment.put("PGPASSWORD", Files.readString(data.resolve("postgres.password")).strip());
    return environment;
  }
}
