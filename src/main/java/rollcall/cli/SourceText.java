package rollcall.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import rollcall.doors.Doors;
import rollcall.sources.Source;
import tools.jackson.core.JsonGenerator;

/// A source as the commands show it: with the place of its secret, never the secret.
final class SourceText {
  private SourceText() {}

  /// What there is to say of `source`, by names that are the same in text and JSON.
  static Map<String, Optional<String>> members(Source source) {
    var settings = source.settings();
    var members = new LinkedHashMap<String, Optional<String>>();
    members.put("name", Optional.of(source.name().value()));
    members.put("type", Optional.of(source.type().word()));
    members.put("role", Optional.of(source.role().word()));
    members.put("organisation_id", Optional.of(source.organisation().toString()));
    members.put("door", Doors.path(source));
    members.put("secret_file", settings.secretFile().map(Path::toString));
    members.put("user", settings.user());
    members.put("address", settings.address());
    members.put("spool", settings.spool().map(Path::toString));
    members.put("database_url", settings.databaseUrl());
    members.put("rpc_url", settings.rpcUrl());
    members.put(
        "directions",
        Optional.of(String.join(" ", settings.directions().texts()))
            .filter(rules -> !rules.isEmpty()));
    return members;
  }

  /// Writes the members of `source` and its `links`; what it has not is null.
  static void write(Source source, LinkText links, JsonGenerator json) {
    write(source, json);
    links.write(source.name(), json);
  }

  /// Writes the members of `source`; what it has not is null.
  static void write(Source source, JsonGenerator json) {
    members(source)
        .forEach(
            (name, value) ->
                value.ifPresentOrElse(
                    text -> json.writeStringProperty(name, text),
                    () -> json.writeNullProperty(name)));
  }
}
