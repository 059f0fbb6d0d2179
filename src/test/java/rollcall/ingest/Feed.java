package rollcall.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import rollcall.calls.CallReport;
import rollcall.ingest.asterisk.AmiEvents;
import rollcall.ingest.freeswitch.EslEvents;
import rollcall.ingest.kamailio.KamailioJson;

/// What real switches sent while they made calls, one scenario a file.
public enum Feed {
  FREESWITCH_EVENTS("freeswitch", "\n", new EslEvents(Origin.of(new SourceName("fs")))::read),
  KAMAILIO_EVENTS(
      "kamailio-events", "\n", new KamailioJson(Origin.of(new SourceName("sip")))::read),
  KAMAILIO_ACC("kamailio-acc", "\n", new KamailioJson(Origin.of(new SourceName("sip")))::read),
  KAMAILIO_CDR("kamailio-cdr", "\n", new KamailioJson(Origin.of(new SourceName("sip")))::read),
  ASTERISK_EVENTS("asterisk", "\n\n", new AmiEvents(Origin.of(new SourceName("pbx")))::read);

  private static final Path RESOURCES = Path.of("src/test/resources/rollcall/live");

  private final String folder;
  private final String separator;
  private final Function<byte[], Delivery> reader;

  Feed(String folder, String separator, Function<byte[], Delivery> reader) {
    this.folder = folder;
    this.separator = separator;
    this.reader = reader;
  }

  /// What came, in its order, by scenario.
  public Map<String, List<byte[]>> scenarios() {
    try (var files = Files.list(RESOURCES.resolve(folder))) {
      var scenarios = new TreeMap<String, List<byte[]>>();
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        scenarios.put(name.substring(0, name.indexOf('.')), messages(Files.readString(file)));
      }
      return scenarios;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<byte[]> messages(String text) {
    return Arrays.stream(text.split(separator)).map(message -> message.getBytes(UTF_8)).toList();
  }

  /// What `message` comes to.
  public Delivery read(byte[] message) {
    return reader.apply(message);
  }

  /// The reports of calls among what came.
  public List<CallReport> reports(List<byte[]> messages) {
    return Deliveries.reports(messages.stream().map(this::read).toArray(Delivery[]::new));
  }

  /// The table of the rows that must come of it: the scenario, then the row.
  public List<String> expected() {
    try {
      return Files.readAllLines(RESOURCES.resolve(folder + ".expected")).stream()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rows of that table that must come of `scenario`.
  public List<String> expected(String scenario) {
    return expected().stream()
        .filter(line -> line.startsWith(scenario + " | "))
        .map(line -> line.substring(scenario.length() + 3))
        .toList();
  }
}
