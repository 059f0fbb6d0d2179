package rollcall.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rollcall.process.PackedProgram;
import rollcall.process.ServerProcess;

/// A Rollcall with one organisation, at the same port each time it is started. One thread.
final class RollcallProcess implements AutoCloseable {
  static final String SECRET = "let-me-tell";

  private final Path data;
  private final Path secret;
  private final int port;
  private final UUID organisation;
  private ServerProcess server;

  private RollcallProcess(Path data, Path secret, int port, UUID organisation) throws Exception {
    this.data = data;
    this.secret = secret;
    this.port = port;
    this.organisation = organisation;
    this.server = serve();
  }

  /// Starts one with its files in `folder`.
  static RollcallProcess start(Path folder) throws Exception {
    var secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    var data = folder.resolve("data");
    var created = run(data, "organisation", "create", "Acme");
    return new RollcallProcess(data, secret, Ports.tcp(), UUID.fromString(created.strip()));
  }

  private static String run(Path data, String... command) throws Exception {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", data.toString()));
    var ran = PackedProgram.run(arguments.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.out();
  }

  private ServerProcess serve() throws Exception {
    var arguments = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
    arguments.addAll(List.of("--data", data.toString()));
    // As often as can be: no call that goes on may end because a list seems to lack it.
    arguments.addAll(List.of("--resync-every", "1s", "--missing-for", "1s"));
    return ServerProcess.start(List.of(), Map.of(), data, arguments);
  }

  int port() {
    return port;
  }

  /// Adds the source that `site` is.
  void add(Kamailio.Site site, Feed feed) throws Exception {
    var command = new ArrayList<>(List.of("source", "add", site.source(), "--type", "kamailio"));
    command.addAll(List.of("--organisation", "Acme", "--secret-file", secret.toString()));
    command.addAll(feed.sourceOptions(site));
    command.addAll(
        List.of("--rpc-url", "http://" + Kamailio.ADDRESS + ":" + site.rpcPort() + "/RPC"));
    run(data, command.toArray(String[]::new));
  }

  /// Kills it, and starts it anew after `absence`.
  void vanish(Duration absence) throws Exception {
    server.program().kill();
    server.close();
    Thread.sleep(absence);
    server = serve();
  }

  /// All calls there are.
  List<CallRow> calls() throws Exception {
    var answer = server.get("/api/calls", server.token(organisation));
    assertThat(answer.statusCode()).isEqualTo(200);
    return CallRow.of(answer.body());
  }

  /// How it was learnt that the call ended.
  String endSource(String callId) throws Exception {
    var path = "/api/calls?fields%5BCall%5D=call_uuid,end_source&filter%5Bcall_uuid%5D=" + callId;
    var rows = CallRow.of(server.get(path, server.token(organisation)).body());
    assertThat(rows).hasSize(1);
    return rows.getFirst().text("end_source");
  }

  /// How long after the beginning of calls, whose ids begin with `prefix`, their rows were there,
  /// and after their ends all was in the rows: the median and the 99th percentile of both.
  String lags(String prefix) throws Exception {
    try (var superuser = server.superuser();
        var query =
            superuser.prepareStatement(
                """
                with lags as (
                  select extract(epoch from inserted_at - started_at) * 1000 as made,
                      extract(epoch from updated_at - ended_at) * 1000 as done
                  from calls where call_uuid like ? || '%')
                select format('row after %s ms (p50), %s ms (p99); complete after %s ms, %s ms',
                    percentile_disc(0.5) within group (order by made)::int,
                    percentile_disc(0.99) within group (order by made)::int,
                    percentile_disc(0.5) within group (order by done)::int,
                    percentile_disc(0.99) within group (order by done)::int)
                from lags
                """)) {
      query.setString(1, prefix);
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
