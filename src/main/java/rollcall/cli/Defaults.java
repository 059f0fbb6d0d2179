package rollcall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// What an option is when the command line does not say: the environment variable of its name
/// (`--database-url` is `ROLLCALL_DATABASE_URL`), else the key of its name in the file of
/// `--config`. An empty variable counts as none. Immutable, so thread-safe.
final class Defaults implements CommandLine.IDefaultValueProvider {
  private static final String CONFIG = "--config";

  /// What is said of one call of a command and never of an installation.
  private static final Set<String> OF_ONE_CALL =
      Set.of(
          "--help",
          "--version",
          "--id",
          "--json",
          "--force",
          "--restart",
          OrganisationSet.RETENTION);

  private final Map<String, String> environment;
  private final Properties file;

  private Defaults(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /// The defaults for a command line of `arguments`. Fails with [UsageFault] when the file cannot
  /// be read.
  static Defaults of(List<String> arguments, Map<String, String> environment) {
    var file = new Properties();
    var path = configFile(arguments).or(() -> variable(environment, CONFIG));
    if (path.isPresent()) {
      try (var reader = Files.newBufferedReader(Path.of(path.get()))) {
        file.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new UsageFault("Cannot read the configuration file " + path.get() + ": " + e);
      }
    }
    return new Defaults(environment, file);
  }

  private static Optional<String> configFile(List<String> arguments) {
    for (var i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      if (argument.startsWith(CONFIG + "=")) {
        return Optional.of(argument.substring(CONFIG.length() + 1));
      }
      if (argument.equals(CONFIG) && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /// Whether a file sets any.
  boolean areOfFile() {
    return !file.isEmpty();
  }

  /// Fails with [UsageFault] when the file sets something that is no option of any command under
  /// `root`.
  void requireKnown(CommandLine root) {
    var unknown = new TreeSet<>(file.stringPropertyNames());
    unknown.removeAll(names(root));
    if (!unknown.isEmpty()) {
      throw new UsageFault(
          "The configuration file sets what is no option: "
              + String.join(", ", unknown)
              + ". Keys are the names of options without the dashes: port = 4000.");
    }
  }

  private static Set<String> names(CommandLine command) {
    var names = new TreeSet<String>();
    command.getCommandSpec().options().forEach(option -> names.add(bare(option.longestName())));
    command.getSubcommands().values().forEach(sub -> names.addAll(names(sub)));
    return names;
  }

  @Override
  public @Nullable String defaultValue(CommandLine.Model.ArgSpec argument) {
    if (!(argument instanceof CommandLine.Model.OptionSpec option)
        || OF_ONE_CALL.contains(option.longestName())
        || SourceAdd.isOfSource(option)) {
      return null;
    }
    var name =
        option.longestName().equals(SourceAdd.INSTALLATION_DATABASE)
            ? DatabaseOption.NAME
            : option.longestName();
    return variable(environment, name)
        .or(() -> Optional.ofNullable(file.getProperty(bare(name))))
        .orElse(null);
  }

  private static Optional<String> variable(Map<String, String> environment, String option) {
    var name = "ROLLCALL_" + bare(option).replace('-', '_').toUpperCase(Locale.ROOT);
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static String bare(String option) {
    return option.replaceFirst("^--", "");
  }
}
