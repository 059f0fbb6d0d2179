package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

  /// Makes `calls` calls of the large organisation, which are `share` percent of all, and what the
  /// program keeps beside the calls.
  void fill(int calls, int share) throws Exception {
    var command = new ArrayList<>(List.of("psql", "-X", "-q", "-f", "bench/fill.sql"));
    command.addAll(List.of("-v", "calls=" + calls, "-v", "share=" + share));
    Command.output(command, environment());
    for (var script : Backfill.scripts()) {
      query("set work_mem = '256MB'; set maintenance_work_mem = '1GB';\n" + script);
    }
    query("vacuum analyze");
    query("checkpoint");
  }

  /// Has the planner know the rows, and what was removed forgotten.
  void analyze() throws Exception {
    query("vacuum analyze");
    query("checkpoint");
  }

  /// About `count` calls of an organisation of `calls`, of all times, in the form that [Sample#of]
  /// reads.
  List<Sample> samples(String organisation, int count, int calls) throws Exception {
    var columns =
        Sample.FIELDS.stream()
            .map(field -> field.endsWith("_at") ? moment(field) : field)
            .collect(Collectors.joining(", "));
    var percent = Math.min(100, 100.0 * count / calls);
    var lines =
        query(
            """
            select %1$s from calls tablesample system (%2$s) repeatable (1)
              where organisation_id = '%3$s'
            union all
            (select %1$s from calls where organisation_id = '%3$s' and ended_at is null limit 100);
            """
                .formatted(columns, percent, organisation));
    return lines.lines().filter(line -> !line.isEmpty()).map(Sample::of).toList();
  }

  /// A column as the contract writes moments, under its own name.
  static String moment(String column) {
    return "to_char(%1$s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as %1$s"
        .formatted(column);
  }

  /// The key that signs cursors.
  byte[] cursorKey() throws Exception {
    return HexFormat.of().parseHex(query("select encode(key, 'hex') from cursor_key").strip());
  }

  /// How many calls an organisation has of which `condition` is true.
  long count(String organisation, String condition) throws Exception {
    return Long.parseLong(
        query(
                "select count(*) from calls where organisation_id = '%s' and %s"
                    .formatted(organisation, condition))
            .strip());
  }

  /// When the call after the first `count` of an organisation began.
  String started(String organisation, int count) throws Exception {
    return query(
            """
            select %s from calls
              where organisation_id = '%s' and started_at is not null
              order by calls.started_at offset %d limit 1
            """
                .formatted(moment("started_at"), organisation, count))
        .strip();
  }

  /// The name of each index of the calls, and the statement that drops it.
  List<List<String>> indexes() throws Exception {
    return query(
            """
            select i.indexrelid::regclass, case when c.oid is null
                then format('drop index %s;', i.indexrelid::regclass)
                else format('alter table calls drop constraint %I;', c.conname) end
              from pg_index i left join pg_constraint c on c.conindid = i.indexrelid
                and c.conrelid = i.indrelid
              where i.indrelid = 'calls'::regclass
              order by 1
            """)
        .lines()
        .map(line -> List.of(line.split("\t")))
        .toList();
  }

  /// Removes organisations and all that is theirs.
  void remove(List<String> organisations) throws Exception {
    var ids = "'" + String.join("', '", organisations) + "'";
    query(
        """
        set session_replication_role = replica;
        select format('delete from %%s where organisation_id in (%%s)', c.oid::regclass, $in$%1$s$in$)
          from pg_class c join pg_attribute a on a.attrelid = c.oid
          where a.attname = 'organisation_id' and c.relkind in ('r', 'p') and not c.relispartition
            and c.relnamespace = 'public'::regnamespace \\gexec
        delete from organisations where id in (%1$s);
        """
            .formatted(ids));
  }

  /// The version of the server.
  String version() throws Exception {
    return query("show server_version").strip();
  }

  /// What psql prints for `script`: columns between tabs, without a heading.
  String query(String script) throws Exception {
    var file = Files.createTempFile("rollcall-bench-", ".sql");
    try {
      Files.writeString(file, script);
      return Command.output(
          List.of(
              "psql",
              "-X",
              "-A",
              "-t",
              "-q",
              "-F",
              "\t",
              "-v",
              "ON_ERROR_STOP=1",
              "-f",
              file.toString()),
          environment());
    } finally {
      Files.delete(file);
    }
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
    return copySeconds(
        "\\copy (" + statement.replace("?", "'" + organisation + "'") + ") to /dev/null",
        environment);
  }

  /// How long a `\copy` of the superuser takes.
  double copySeconds(String copy) throws Exception {
    return copySeconds(copy, environment());
  }

  private static double copySeconds(String copy, Map<String, String> environment) throws Exception {
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
