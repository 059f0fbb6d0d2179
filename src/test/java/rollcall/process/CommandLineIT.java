package rollcall.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands, as an operator and his programs use them: first on a folder without a server, then
/// beside one.
final class CommandLineIT {
  private static final String BETA = "Beta, Inc.";
  private static final UUID BETA_ID = UUID.fromString("bbbbbbbb-0000-4000-8000-000000000002");
  private static final String JWT = "[\\w-]+\\.[\\w-]+\\.[\\w-]+\n";
  private static final String CALL =
      """
      {"call_source": "pbx", "call_uuid": "%s", "direction": "%s", "from_number": "1", "to_number": "2"}
      """;

  /// A record that a switch spooled as it is.
  private static final String A_LEG = "a_41528e28-5a79-4d15-a118-c5ecd075972e.cdr.json";

  @TempDir static Path folder;
  private static ServerProcess server;
  private static PackedProgram.Ended createdAlone;
  private static PackedProgram.Ended tokenAlone;
  private static PackedProgram.Ended imported;

  @BeforeAll
  static void workWithoutAServerAndStartOne() throws Exception {
    createdAlone = run("organisation", "create", "Alone");
    tokenAlone = run("token", "--organisation", "Alone");
    server = ServerProcess.start(data());
    imported = run("import", ContractRun.DATASET);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Path data() {
    return folder.resolve("data");
  }

  /// Runs a command on the data folder.
  private static PackedProgram.Ended run(String... command) throws IOException {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", data().toString()));
    return PackedProgram.run(arguments.toArray(String[]::new));
  }

  @Test
  void worksWithoutAServer() throws Exception {
    assertThat(createdAlone.code()).as(createdAlone.err()).isZero();
    assertThat(UUID.fromString(createdAlone.out().strip())).isNotNull();
    assertThat(tokenAlone.code()).as(tokenAlone.err()).isZero();
    assertThat(tokenAlone.out()).matches(JWT);
    assertThat(server.status("/api/calls", tokenAlone.out().strip())).isEqualTo(200);
  }

  @Test
  void printsTokenAloneBesideAServer() throws Exception {
    var ran = run("token", "--organisation", BETA);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).matches(JWT);
    assertThat(ran.err()).isEmpty();
    assertThat(server.get("/api/calls", ran.out().strip()).body()).contains("\"id\"");
  }

  @Test
  void tokenAllowsNoMoreThanItsScopeAndTime() throws Exception {
    var ran =
        run("token", "--organisation", BETA_ID.toString(), "--scope", "calls:write", "--ttl", "2h");

    var token = ran.out().strip();
    assertThat(server.status("/api/calls", token)).isEqualTo(403);
    assertThat(claim(token, "exp") - claim(token, "iat")).isEqualTo(7_200);
  }

  private static long claim(String token, String name) {
    var claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    var value =
        Pattern.compile("\"" + name + "\":(\\d+)")
            .matcher(new String(claims, StandardCharsets.UTF_8));
    assertThat(value.find()).isTrue();
    return Long.parseLong(value.group(1));
  }

  @Test
  void namesTheOrganisationsWhenOneIsUnknown() throws Exception {
    var ran = run("token", "--organisation", "Nobody");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("\"Nobody\"", BETA, "Alone").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "inbox show nope, nope' is not an id, rollcall inbox show --help",
    "inbox retry 1-1-1-1-1, 1-1-1-1-1' is not an id, rollcall inbox retry --help",
    "source add x --organisation Alone --type pbx, pbx, rollcall source add --help",
    "source add x --organisation Alone --type twilio --role boss, boss, rollcall source add --help",
    "source add x --type twilio, --organisation, rollcall source add --help",
    "serve --port many, many, rollcall serve --help"
  })
  void saysInOneLineWhatIsWrongAndWhereToReadMore(String command, String wrong, String pointer)
      throws Exception {
    var ran = run(command.split(" ", -1));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains(wrong, "see: " + pointer)
        .doesNotContain("java.lang")
        .hasLineCount(1);
  }

  @Test
  void refusesWhatIsNoTime() throws Exception {
    var ran = run("token", "--organisation", BETA, "--ttl", "soon");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("'soon' is not a duration such as");
  }

  @Test
  void makesAnOrganisationOnceAndListsIt() throws Exception {
    var made = run("organisation", "create", "Gamma");
    var again = run("organisation", "create", "Gamma");
    var other = run("organisation", "create", "Gamma", "--id", UUID.randomUUID().toString());
    var list = run("organisation", "list");
    var json = run("organisation", "list", "--json");

    var id = made.out().strip();
    assertThat(made.code()).isZero();
    assertThat(again).isEqualTo(made);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains(id);
    assertThat(list.out()).containsOnlyOnce("Gamma").contains(id + "  Gamma\n");
    assertThat(json.out())
        .startsWith("[{")
        .endsWith("}]\n")
        .contains("{\"id\":\"" + id + "\",\"name\":\"Gamma\"}");
  }

  @Test
  void importsADataSetOnceHoweverOftenItIsTold() throws Exception {
    var again = run("import", ContractRun.DATASET, "--json");

    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(imported.out())
        .containsPattern("organisations +5 read, 5 new, 0 there already, 0 refused")
        .containsPattern("calls +[\\d,]+ read, [1-9][\\d,]* new, 0 there already, 0 refused");
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .contains("\"calls\":{\"read\":", "\"broken_files\":0")
        .doesNotContainPattern("\"inserted\":[1-9]")
        .doesNotContainPattern("\"refused\":[1-9]");
  }

  @Test
  void keepsTheGoodRowsOfADataSetAndTellsTheBadOne() throws Exception {
    var file = folder.resolve("dataset.json");
    Files.writeString(
        file,
        """
        {"organisations": [{"id": "%1$s", "name": "Delta", "plan": "standard"}],
        "calls": [
        {"organisation_id": "%1$s", "direction": "inbound"},
        {"organisation_id": "%1$s", "call_source": "pbx", "call_uuid": "row-2",
          "direction": "inbound", "from_number": "1", "to_number": "2"}]}
        """
            .formatted("0de00000-0000-4000-8000-0000000000de"));

    var ran = run("import", file.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .containsPattern("organisations +1 read, 1 new, 0 there already, 0 refused")
        .containsPattern("calls +2 read, 1 new, 0 there already, 1 refused");
    assertThat(ran.err())
        .contains(file + ":3: calls[0]: ", "call_source", "call_uuid", "from_number", "to_number")
        .hasLineCount(1);
  }

  @Test
  void keepsTheGoodLinesAndTellsTheBadOne() throws Exception {
    var file = folder.resolve("calls.jsonl");
    Files.writeString(
        file,
        CALL.formatted("line-1", "inbound")
            + CALL.formatted("line-2", "sideways")
            + CALL.formatted("line-3", "outbound"));

    var first = run("import", file.toString(), "--organisation", "Alone");
    var second = run("import", file.toString(), "--organisation", "Alone");

    assertThat(first.code()).isEqualTo(1);
    assertThat(first.out()).contains("3 read, 2 new, 0 there already, 1 refused");
    assertThat(first.err()).contains(file + ":2:", "direction").hasLineCount(1);
    assertThat(second.out()).contains("3 read, 0 new, 2 there already, 1 refused");
    assertThat(aloneHas("line-")).isEqualTo(2);
  }

  @Test
  void keepsTheGoodRecordsAndTellsTheBadOne() throws Exception {
    var file = folder.resolve("calls.csv");
    Files.writeString(
        file,
        """
        call_source,call_uuid,direction,from_number,to_number,duration_seconds
        pbx,record-1,inbound,1,"2
        3",60
        pbx,record-2,inbound,1,2,long
        pbx,record-3,outbound,1,2,
        """);

    var ran = run("import", file.toString(), "--format", "csv", "--organisation", "Alone");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("3 read, 2 new, 0 there already, 1 refused");
    assertThat(ran.err()).contains(file + ":4:", "duration_seconds").hasLineCount(1);
    assertThat(aloneHas("record-")).isEqualTo(2);
  }

  private static long aloneHas(String uuidPrefix) throws Exception {
    var answer =
        server.get(
            "/api/calls?fields[Call]=call_uuid&filter[call_uuid][string_starts_with]=" + uuidPrefix,
            tokenAlone.out().strip());
    return Pattern.compile("\"call_uuid\"").matcher(answer.body()).results().count();
  }

  @Test
  void looksIntoTheInboxBesideAServer() throws Exception {
    var list = run("inbox", "list", "--json");
    var unknown = run("inbox", "show", BETA_ID.toString());
    var retried = run("inbox", "retry", "--organisation", BETA);
    var replayed = run("inbox", "replay", "--source", "pbx", "--json");

    assertThat(list.code()).as(list.err()).isZero();
    assertThat(list.out()).isEqualTo("{\"counts\":[],\"refused\":[]}\n");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains(BETA_ID.toString()).hasLineCount(1);
    assertThat(retried.out()).isEqualTo("0 messages will be tried again.\n");
    assertThat(replayed.out()).isEqualTo("{\"messages\":0,\"calls_made\":0,\"calls_changed\":0}\n");
  }

  @Test
  void leavesNoDatabaseBehindWhenItIsStopped() throws Exception {
    var data = folder.resolve("stopped");
    var rows = folder.resolve("many.jsonl");
    assertThat(
            PackedProgram.run("organisation", "create", "Stopped", "--data", data.toString())
                .code())
        .isZero();
    try (var out = Files.newBufferedWriter(rows)) {
      for (var row = 0; row < 200_000; row++) {
        out.write(
            "{\"call_source\":\"pbx\",\"call_uuid\":\"%d\",\"direction\":\"inbound\","
                    .formatted(row)
                + "\"from_number\":\"1\",\"to_number\":\"2\"}\n");
      }
    }
    var arguments =
        List.of("import", rows.toString(), "--organisation", "Stopped", "--data", data.toString());
    try (var importing = PackedProgram.start(List.of(), Map.of(), arguments)) {
      var pid = awaitDatabase(importing, data);
      Thread.sleep(1_500); // into the import
      importing.terminate();
      importing.ended();
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  /// The database's process, once it takes connections.
  private static long awaitDatabase(PackedProgram program, Path data) throws Exception {
    var postmaster = data.resolve("postgres/postmaster.pid");
    while (!Files.exists(postmaster) || !Files.readString(postmaster).contains("ready")) {
      assertThat(program.isAlive()).as(program.err()).isTrue();
      Thread.sleep(20);
    }
    return Long.parseLong(Files.readAllLines(postmaster).getFirst());
  }

  @Test
  void importsWhatSwitchesLeftBehind() throws Exception {
    var samples = "src/test/resources/rollcall";
    List<String> command =
        List.of("import", samples + "/freeswitch/captured", samples + "/asterisk/Master.csv");

    var unowned = run(command.toArray(String[]::new));
    var first = run(with(command, "--organisation", "Alone", "--source", "office"));
    var second = run(with(command, "--organisation", "Alone", "--source", "office", "--json"));
    var misnamed = run(with(command, "--organisation", "Alone", "--source", "My Office"));

    assertThat(unowned.code()).isEqualTo(2);
    assertThat(unowned.err()).contains("--organisation NAME-OR-ID").hasLineCount(1);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("43 read, 25 new, 0 there already, 0 refused, 18 folded into others");
    assertThat(second.out())
        .contains(
            "{\"calls\":{\"read\":43,\"inserted\":0,\"updated\":0,\"unchanged\":25,\"refused\":0,"
                + "\"folded\":18},\"broken_files\":0}");
    assertThat(misnamed.code()).isEqualTo(2);
    assertThat(misnamed.err()).contains("--source \"My Office\"").hasLineCount(1);
  }

  private static String[] with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void anImportThatWasKilledIsSimplyRunAgain() throws Exception {
    var data = folder.resolve("killed").toString();
    var calls = 20_000;
    var record = Files.readString(Path.of("src/test/resources/rollcall/freeswitch/spool/" + A_LEG));
    try (var out = Files.newBufferedWriter(folder.resolve("killed.jsonl"))) {
      for (var call = 0; call < calls; call++) {
        out.write(record.replace(A_LEG.substring(2, 10), String.format("%08x", call)));
      }
    }
    var command =
        List.of("import", folder.resolve("killed.jsonl").toString(), "--organisation", "Killed");
    assertThat(PackedProgram.run("organisation", "create", "Killed", "--data", data).code())
        .isZero();
    try (var importing =
        PackedProgram.start(List.of(), Map.of(), List.of(with(command, "--data", data)))) {
      awaitDatabase(importing, folder.resolve("killed"));
      Thread.sleep(1_500); // into the import
      importing.kill();
    }

    var again = PackedProgram.run(with(command, "--data", data, "--json"));

    assertThat(again.code()).as(again.err()).isZero();
    var done =
        Pattern.compile("\"inserted\":(\\d+),\"updated\":0,\"unchanged\":(\\d+)")
            .matcher(again.out());
    assertThat(done.find()).as(again.out()).isTrue();
    assertThat(Long.parseLong(done.group(1)) + Long.parseLong(done.group(2))).isEqualTo(calls);
    assertThat(PackedProgram.run(with(command, "--data", data)).out())
        .contains("20,000 read, 0 new, 20,000 there already, 0 refused");
  }

  @Test
  void refusesAFileThatIsNotThere() throws Exception {
    var ran = run("import", folder.resolve("missing.csv").toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("Cannot read ").hasLineCount(1);
  }

  @Test
  void everyRecordedRequestIsAnsweredRight() throws Exception {
    var ran = ContractRun.against(server);

    assertThat(ran.out()).endsWith(ContractRun.VECTORS + " of " + ContractRun.VECTORS + " right\n");
    assertThat(ran.code()).isZero();
  }

  @Test
  void tellsWrongAnswersFromNone() throws Exception {
    var wrong = ContractRun.against(server.url(), "wrong");
    var none = ContractRun.against("http://127.0.0.1:1", "wrong");

    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).contains("401").endsWith(" of " + ContractRun.VECTORS + " right\n");
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.err()).contains("Cannot connect to http://127.0.0.1:1");
  }

  @ParameterizedTest
  @CsvSource({
    "serve, --port --host --data --database-url --config --sort-terms --drain-timeout",
    "demo, --port --host --data",
    "token, --organisation --scope --ttl --data",
    "organisation create, --id --data",
    "organisation list, --json --data",
    "source add, --type --organisation --address --user --secret-file --spool --database-url --role",
    "source test, --url --json --data",
    "import, --format --source --organisation --json --data",
    "export, --format --filter --sort --fields --time-zone --organisation --force --restart --data",
    "verify, --vectors --url --token-for --json"
  })
  void helpTeachesOptionsAndExitCodes(String command, String options) throws Exception {
    var ran = PackedProgram.run((command + " --help").split(" ", -1));

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains(options.split(" ", -1));
    assertThat(ran.out()).containsPattern("(?s)Exit codes:\n  0 .*\n  1 .*\n  2 .*\n  3 ");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void helpOfTheProgramNamesItsCommands() throws Exception {
    var help = PackedProgram.run("--help");
    var version = PackedProgram.run("--version");

    assertThat(help.out())
        .contains(
            "demo",
            "serve",
            "token",
            "organisation",
            "source",
            "import",
            "export",
            "verify",
            "Exit codes:")
        .contains("ROLLCALL_DATABASE_URL");
    assertThat(version.out()).matches("Rollcall \\d+\\.\\d+\\.\\d+(-\\w+)?\n");
    assertThat(PackedProgram.run("answer").code()).isEqualTo(2);
    var none = PackedProgram.run("inbox");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("replay", "retry");
  }
}
