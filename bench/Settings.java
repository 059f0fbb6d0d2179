package bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What to measure, and how long. `seconds` is the length of one measurement under load, `samples`
/// how many requests each kind of page gets; `calls` are those of the large organisation, which are
/// `share` percent of all. `parts` are what is done once the data is there, `pages` is found in the
/// names of the pages to be asked for.
record Settings(
    int rounds,
    int seconds,
    int warmUpSeconds,
    int clients,
    int calls,
    int share,
    int samples,
    int imported,
    List<String> parts,
    Pattern pages,
    Path json,
    List<String> javaOptions,
    Optional<Path> keep) {

  /// Reads the options that README.md lists, each of which may be left out.
  static Settings of(List<String> arguments) {
    var options = Options.of(arguments);
    var keep = options.text("--keep", "");
    var settings =
        new Settings(
            options.number("--rounds", 3),
            options.number("--seconds", 5),
            options.number("--warm-up", 60),
            options.number("--clients", 16),
            options.number("--calls", 1_000_000),
            options.number("--share", 90),
            options.number("--samples", 200),
            options.number("--imported", 200_000),
            options.words("--parts", "starts load pages files writes heap"),
            Pattern.compile(options.text("--pages", "")),
            Path.of(options.text("--json", "target/bench.json")),
            options.words("--java-options", ""),
            keep.isEmpty() ? Optional.empty() : Optional.of(Path.of(keep)));
    options.requireNoMore();
    return settings;
  }
}
