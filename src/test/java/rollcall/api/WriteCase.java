package rollcall.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// One case of the table of writes, as its head explains.
record WriteCase(
    String name,
    String as,
    String given,
    String method,
    String target,
    List<String> fields,
    String body,
    int status,
    List<String> errors,
    List<String> shows) {

  @Override
  public String toString() {
    return name;
  }

  /// All cases, in order.
  static List<WriteCase> all() {
    try (var file = WriteCase.class.getResourceAsStream("writes.txt")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^## ")).skip(1).map(WriteCase::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WriteCase of(String block) {
    var lines = new ArrayList<>(block.lines().filter(line -> !line.isBlank()).toList());
    var name = lines.removeFirst();
    var as = option(lines, "as ");
    var given = option(lines, "given ");
    var request = lines.removeFirst().split(" ", 2);
    var fields = new ArrayList<String>();
    while (lines.getFirst().matches("[A-Za-z-]+:.*")) {
      fields.add(lines.removeFirst());
    }
    var body = lines.getFirst().startsWith("=> ") ? "" : lines.removeFirst();
    var status = Integer.parseInt(lines.removeFirst().substring("=> ".length()));
    var errors = new ArrayList<String>();
    var shows = new ArrayList<String>();
    for (var line : lines) {
      var words = line.split(" ", 2);
      switch (words[0]) {
        case "error" -> errors.add(words[1]);
        case "shows" -> shows.add(words[1]);
        default -> throw new IllegalArgumentException(name + ": " + line);
      }
    }
    return new WriteCase(
        name, as, given, request[0], request[1], fields, body, status, errors, shows);
  }

  private static String option(List<String> lines, String keyword) {
    return lines.getFirst().startsWith(keyword)
        ? lines.removeFirst().substring(keyword.length())
        : "";
  }
}
