package rollcall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import rollcall.sources.SecretFile;
import rollcall.sources.SecretUnusable;
import rollcall.sources.Source;
import rollcall.sources.SourceType;

/// What each type of source needs, and what it has no use for.
final class SourceNeeds {
  private static final Pattern HOST_PORT =
      Pattern.compile("([^:\\s/\\[\\]]+|\\[[0-9A-Fa-f:.]+\\]):([1-9]\\d{0,4})");
  private static final Set<SourceType> SWITCHES =
      EnumSet.of(SourceType.FREESWITCH, SourceType.KAMAILIO, SourceType.ASTERISK);

  private SourceNeeds() {}

  /// Fails with [UsageFault], which tells everything that is missing or wrong at once.
  static void require(SourceType type, Source.Settings settings) {
    var faults = new ArrayList<String>();
    secret(type, settings, faults);
    if (type == SourceType.ASTERISK && settings.address().isEmpty()) {
      faults.add("An asterisk needs --address HOST:PORT, its manager interface.");
    }
    if (type == SourceType.ASTERISK && settings.user().isEmpty()) {
      faults.add("An asterisk needs --user NAME, who logs in at its manager interface.");
    }
    useless("--address", settings.address(), type, SWITCHES, faults);
    useless("--user", settings.user(), type, SWITCHES, faults);
    useless("--spool", settings.spool(), type, EnumSet.of(SourceType.FREESWITCH), faults);
    useless(
        "--database-url", settings.databaseUrl(), type, EnumSet.of(SourceType.KAMAILIO), faults);
    settings.address().ifPresent(address -> address(address, faults));
    settings
        .user()
        .filter(user -> user.isBlank() || user.contains(":"))
        .ifPresent(_ -> faults.add("--user must be a name without a colon."));
    settings.databaseUrl().ifPresent(url -> database(url, faults));
    if (!faults.isEmpty()) {
      throw new UsageFault(String.join(" ", faults));
    }
  }

  private static void secret(SourceType type, Source.Settings settings, List<String> faults) {
    if (settings.secretFile().isEmpty()) {
      faults.add(
          switch (type) {
            case FREESWITCH, KAMAILIO ->
                "A " + type.word() + " needs --secret-file FILE with the password that it sends.";
            case ASTERISK ->
                "An asterisk needs --secret-file FILE with the password of its manager interface.";
            case WEBHOOK -> "A webhook needs --secret-file FILE with its signing key (whsec_…).";
            case TWILIO -> "A twilio needs --secret-file FILE with the auth token of the account.";
          });
      return;
    }
    fault(settings.secretFile().get(), type).ifPresent(faults::add);
  }

  /// What is wrong with a secret file, if anything.
  static Optional<String> fault(Path file, SourceType type) {
    try {
      new SecretFile(file).check(type);
      return Optional.empty();
    } catch (SecretUnusable e) {
      return Optional.of(e.reason());
    }
  }

  private static void useless(
      String option,
      Optional<?> value,
      SourceType type,
      Set<SourceType> users,
      List<String> faults) {
    if (value.isPresent() && !users.contains(type)) {
      faults.add("A source of the type " + type.word() + " has no use for " + option + ".");
    }
  }

  private static void address(String address, List<String> faults) {
    var parts = HOST_PORT.matcher(address);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
      faults.add("--address must be HOST:PORT, not " + address + ".");
    }
  }

  private static void database(String url, List<String> faults) {
    try {
      if (!DatabaseOption.parse(url).password().isEmpty()) {
        faults.add("--database-url must not hold a password, since it is stored and shown.");
      }
    } catch (UsageFault e) {
      faults.add("--database-url: " + e.getMessage() + ".");
    }
  }
}
