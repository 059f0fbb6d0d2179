package rollcall.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.calls.CallIndexes;
import rollcall.calls.Calls;
import rollcall.database.OnlineIndexes;
import rollcall.jsonapi.query.NearestName;
import rollcall.jsonapi.schema.Attribute;
import tools.jackson.core.JsonGenerator;

/// `rollcall index`: the indexes of calls.
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = {
      "Lists, adds and removes indexes of calls, while the server runs.",
      "Lists are fast by id, call_uuid, started_at, from_number, to_number and conversation_id. A"
          + " list sorted by another field is sorted at each request, which is refused where it"
          + " takes too long: add an index of that field. Every index makes each write dearer."
    },
    subcommands = {IndexCommand.ListAll.class, IndexCommand.Add.class, IndexCommand.Remove.class})
final class IndexCommand {
  private static final String TABLE = Calls.TYPE.table();

  private static UsageFault busy() {
    return new UsageFault("Another index is being made or removed; wait for its end.");
  }

  /// The field that was named, and for what.
  static final class Choice {
    @Parameters(paramLabel = "FIELD", description = "The field, such as duration_seconds.")
    private String field = "";

    @Option(
        names = "--newest-first",
        description =
            "For the newest calls of a rare value (filter[status]=failed), instead of for lists"
                + " sorted by the field.")
    private boolean newestFirst;

    private Attribute attribute() {
      var fields = CallIndexes.addable();
      return fields.stream()
          .filter(candidate -> candidate.name().equals(field))
          .findFirst()
          .orElseThrow(() -> new UsageFault(refusal(fields)));
    }

    private String refusal(List<Attribute> fields) {
      var known = Calls.TYPE.field(field).filter(CallIndexes::isAlways);
      if (known.isPresent()) {
        return "There is always an index of " + field + ".";
      }
      var names = fields.stream().map(Attribute::name).toList();
      return "No index can be made of \""
          + field
          + "\"."
          + NearestName.offer(field, "It is one of", names);
    }

    private String name() {
      return CallIndexes.name(attribute(), newestFirst);
    }
  }

  /// `rollcall index list`.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Lists the indexes of calls: size, how often each was used, columns.")
  static final class ListAll implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Mixin private InstallationCommand installation = new InstallationCommand();

    @Override
    public Integer call() {
      try (var storage = installation.open()) {
        var indexes = storage.database().indexes().of(TABLE);
        if (json) {
          System.out.println(JsonText.array(indexes, ListAll::write));
        } else {
          indexes.forEach(ListAll::print);
        }
      }
      return ExitCode.DONE;
    }

    private static void print(OnlineIndexes.Index index) {
      System.out.printf(
          Locale.ROOT,
          "%10s %12d uses  %s  %s%s%n",
          megabytes(index.bytes()),
          index.scans(),
          index.name(),
          index.definition(),
          index.whole() ? "" : "  (not whole: add it again)");
    }

    private static String megabytes(long bytes) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static void write(OnlineIndexes.Index index, JsonGenerator json) {
      json.writeStringProperty("name", index.name());
      json.writeStringProperty("definition", index.definition());
      json.writeNumberProperty("bytes", index.bytes());
      json.writeNumberProperty("uses", index.scans());
      json.writeBooleanProperty("whole", index.whole());
    }
  }

  /// `rollcall index add`.
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Adds an index of FIELD while others read and write.",
        "A cut leaves nothing in the way: run it again. Of a field that changes while a call goes on"
            + " (status, ended_at, duration_seconds and others) it costs several times what it"
            + " costs of one that never does."
      })
  static final class Add implements Callable<Integer> {
    @Mixin private Choice choice = new Choice();

    @Mixin private InstallationCommand installation = new InstallationCommand();

    @Override
    public Integer call() {
      var field = choice.attribute();
      var columns = CallIndexes.columns(field, choice.newestFirst);
      try (var storage = installation.open()) {
        var added =
            storage
                .database()
                .indexes()
                .add(
                    TABLE,
                    choice.name(),
                    columns,
                    hundredths -> System.err.println(choice.name() + ": " + hundredths + " %"));
        System.out.println(
            switch (added) {
              case MADE -> "Added " + choice.name() + ".";
              case THERE -> choice.name() + " is there already.";
              case TOO_LONG ->
                  throw new UsageFault(
                      "No index can be made of "
                          + field.name()
                          + ": some call has a value that is too long for one, from before such"
                          + " values were refused.");
              case BUSY -> throw busy();
            });
      }
      return ExitCode.DONE;
    }
  }

  /// `rollcall index remove`.
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Removes an index that was added.")
  static final class Remove implements Callable<Integer> {
    @Mixin private Choice choice = new Choice();

    @Mixin private InstallationCommand installation = new InstallationCommand();

    @Override
    public Integer call() {
      var name = choice.name();
      try (var storage = installation.open()) {
        switch (storage.database().indexes().remove(TABLE, name)) {
          case GONE -> System.out.println("Removed " + name + ".");
          case NONE ->
              throw new UsageFault(
                  "There is no index " + name + "; ./rollcall index list tells which are.");
          case BUSY -> throw busy();
        }
      }
      return ExitCode.DONE;
    }
  }
}
