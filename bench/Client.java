package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Asks a server, by wrk for many requests and by curl for a single one.
record Client(String url, String largeToken, String listedToken, int clients, Path answer) {
  /// What came of many requests; CPU time is by request.
  record Load(
      double perSecond,
      double p50Micros,
      double p99Micros,
      double javaMicros,
      double postgresMicros) {}

  /// What came of reading a list to its end.
  record Download(double seconds, double firstByteSeconds, double megabytes) {}

  /// Asks for the targets of a file for some seconds. Every answer must be a success.
  Load load(Path targets, int seconds) throws Exception {
    var output =
        Command.output(
            List.of(
                "wrk",
                "-t1",
                "-c" + clients,
                "-d" + seconds + "s",
                "--timeout",
                "10s",
                "-s",
                "bench/requests.lua",
                url,
                "--",
                targets.toString(),
                largeToken),
            Map.of());
    if (figure(output, "failed") != 0) {
      throw new IllegalStateException("requests failed: " + output);
    }
    return new Load(
        figure(output, "requests") / (figure(output, "micros") / 1e6),
        figure(output, "p50"),
        figure(output, "p99"),
        0,
        0);
  }

  /// The same, and how much CPU time of `server` it took.
  Load measured(Path targets, int seconds, Server server) throws Exception {
    var java = server.javaCpu();
    var postgres = server.postgresCpu();
    var load = load(targets, seconds);
    var requests = load.perSecond() * seconds;
    return new Load(
        load.perSecond(),
        load.p50Micros(),
        load.p99Micros(),
        micros(server.javaCpu().minus(java)) / requests,
        micros(server.postgresCpuSince(postgres)) / requests);
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }

  private static double figure(String output, String name) {
    var matcher = Pattern.compile("\"" + name + "\":([0-9]+)").matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk said: " + output);
    }
    return Double.parseDouble(matcher.group(1));
  }

  /// Reads the whole list of calls.
  Download list(String token) throws Exception {
    return download("/api/calls", token);
  }

  /// Reads what is at `target`, of the large organisation.
  Download download(String target) throws Exception {
    return download(target, largeToken);
  }

  private Download download(String target, String token) throws Exception {
    var timings = "%{time_total} %{time_starttransfer} %{size_download}";
    var figures = curl(target, token, Path.of("/dev/null"), timings).split(" ");
    return new Download(
        Double.parseDouble(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]) / 1e6);
  }

  /// How many calls the answer to `target` holds.
  long rows(String target, String token) throws Exception {
    curl(target, token, answer, "");
    return Pattern.compile("\\{\"type\":\"Call\",\"id\":\"[^\"]*\",\"attributes\"")
        .matcher(Files.readString(answer))
        .results()
        .count();
  }

  private String curl(String target, String token, Path into, String report) throws Exception {
    return Command.output(
        List.of(
            "curl",
            "--globoff",
            "--silent",
            "--show-error",
            "--fail",
            "--header",
            "Authorization: Bearer " + token,
            "--output",
            into.toString(),
            "--write-out",
            report,
            url + target),
        Map.of());
  }
}
