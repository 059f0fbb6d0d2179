package rollcall.sources;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import rollcall.database.PostgresUrl;
import rollcall.ingest.SourceText;
import rollcall.switches.Endpoint;

/// What each type of source needs, and what it has no use for. `naming` makes of the name of a
/// setting, `secret-file`, the word for it where it is set. Immutable, so thread-safe.
public record SourceNeeds(UnaryOperator<String> naming) {
  private static final Set<SourceType> SWITCHES =
      EnumSet.of(SourceType.FREESWITCH, SourceType.KAMAILIO, SourceType.ASTERISK);

  /// Everything that is missing or wrong in `settings` of a source of `type`, a sentence each.
  public List<String> faults(SourceType type, Source.Settings settings) {
    var faults = new ArrayList<String>();
    oneLine("secret-file", settings.secretFile(), faults);
    oneLine("address", settings.address(), faults);
    oneLine("user", settings.user(), faults);
    oneLine("spool", settings.spool(), faults);
    oneLine("database-url", settings.databaseUrl(), faults);
    oneLine("rpc-url", settings.rpcUrl(), faults);
    if (!faults.isEmpty()) {
      // What follows would repeat them.
      return faults;
    }
    secret(type, settings, faults);
    if (type == SourceType.ASTERISK && settings.address().isEmpty()) {
      faults.add(
          "An asterisk needs " + naming("address") + ", HOST:PORT of its manager interface.");
    }
    if (type == SourceType.ASTERISK && settings.user().isEmpty()) {
      faults.add("An asterisk needs " + naming("user") + ", who logs in at its manager interface.");
    }
    useless("address", settings.address(), type, SWITCHES, faults);
    useless("user", settings.user(), type, SWITCHES, faults);
    useless("spool", settings.spool(), type, EnumSet.of(SourceType.FREESWITCH), faults);
    useless("database-url", settings.databaseUrl(), type, EnumSet.of(SourceType.KAMAILIO), faults);
    useless("rpc-url", settings.rpcUrl(), type, EnumSet.of(SourceType.KAMAILIO), faults);
    settings
        .address()
        .filter(address -> Endpoint.parse(address).isEmpty())
        .ifPresent(it -> faults.add(naming("address") + " must be HOST:PORT, not " + it + "."));
    settings
        .user()
        .filter(user -> user.isBlank() || user.contains(":"))
        .ifPresent(_ -> faults.add(naming("user") + " must be a name without a colon."));
    settings.databaseUrl().ifPresent(url -> database(url, faults));
    settings.rpcUrl().ifPresent(url -> rpc(url, faults));
    return faults;
  }

  private String naming(String setting) {
    return naming.apply(setting);
  }

  private void oneLine(String setting, Optional<?> value, List<String> faults) {
    if (value.isPresent() && !SourceText.isOneLine(value.get().toString())) {
      faults.add(naming(setting) + " has a line break or another control character.");
    }
  }

  private void secret(SourceType type, Source.Settings settings, List<String> faults) {
    if (settings.secretFile().isPresent()) {
      fault(settings.secretFile().get(), type).ifPresent(faults::add);
      return;
    }
    var what =
        switch (type) {
          case FREESWITCH, KAMAILIO -> "A %s needs %s, a file with its password.";
          case ASTERISK -> "An %s needs %s, a file with the password of its manager interface.";
          case WEBHOOK -> "A %s needs %s, a file with its signing key (whsec_…).";
          case TWILIO -> "A %s needs %s, a file with the auth token of the account.";
        };
    faults.add(what.formatted(type.word(), naming("secret-file")));
  }

  /// What is wrong with a secret file, if anything.
  public static Optional<String> fault(Path file, SourceType type) {
    try {
      new SecretFile(file).check(type);
      return Optional.empty();
    } catch (SecretUnusable e) {
      return Optional.of(e.reason());
    }
  }

  private void useless(
      String setting,
      Optional<?> value,
      SourceType type,
      Set<SourceType> users,
      List<String> faults) {
    if (value.isPresent() && !users.contains(type)) {
      faults.add(
          "A source of the type " + type.word() + " has no use for " + naming(setting) + ".");
    }
  }

  private void database(String url, List<String> faults) {
    try {
      if (!PostgresUrl.parse(url).password().isEmpty()) {
        faults.add(
            naming("database-url") + " must not hold a password, since it is stored and shown.");
      }
    } catch (IllegalArgumentException e) {
      faults.add(naming("database-url") + ": " + e.getMessage() + ".");
    }
  }

  private void rpc(String text, List<String> faults) {
    if (!isHttp(text)) {
      faults.add(naming("rpc-url") + " must be like http://127.0.0.1:5065/RPC, not " + text + ".");
    } else if (URI.create(text).getRawUserInfo() != null) {
      faults.add(naming("rpc-url") + " must not hold a login, since it is stored and shown.");
    }
  }

  private static boolean isHttp(String text) {
    try {
      var url = URI.create(text);
      var scheme = url.getScheme();
      return ("http".equals(scheme) || "https".equals(scheme)) && url.getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
