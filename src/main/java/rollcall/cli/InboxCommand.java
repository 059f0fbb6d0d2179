package rollcall.cli;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.Storage;
import rollcall.database.Database;
import rollcall.inbox.Directions;
import rollcall.inbox.InboxRecords;
import rollcall.inbox.Replay;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.SourceName;
import rollcall.organisations.Organisation;
import rollcall.organisations.OrganisationDirectory;
import rollcall.sources.Source;

/// `rollcall inbox`: what sources sent, and what became of it.
@Command(
    name = "inbox",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what sources sent and could not be understood, and has it tried again.",
      "",
      "Works beside a running server."
    },
    subcommands = {
      InboxCommand.ListAll.class,
      InboxCommand.Show.class,
      InboxCommand.Retry.class,
      InboxCommand.ReplayAll.class
    })
final class InboxCommand {
  /// What all have in common. One thread.
  static final class Scope {
    @Option(
        names = "--organisation",
        paramLabel = "NAME|ID",
        description = "The organisation (default: all).")
    private Optional<String> organisation = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin private InstallationCommand installation = new InstallationCommand();

    private List<Organisation> organisations(Database database) {
      var directory = new OrganisationDirectory(database);
      return organisation.map(name -> List.of(directory.find(name))).orElseGet(directory::list);
    }
  }

  private static InboxRecords records(Database database) {
    return new InboxRecords(database, Clock.systemUTC());
  }

  private static @Nullable SourceName source(Optional<String> name) {
    return name.map(SourceCommand::name).orElse(null);
  }

  /// `rollcall inbox list`.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Counts messages by source and state, and lists the newest refused ones.",
        "",
        "Of those that were done with, it counts the newest 100,000 of an organisation."
      })
  static final class ListAll implements Callable<Integer> {
    private static final int NEWEST = 20;

    @Mixin private Scope scope = new Scope();

    @Override
    public Integer call() {
      try (var storage = scope.installation.open()) {
        var inbox = records(storage.database());
        var listings =
            scope.organisations(storage.database()).stream()
                .map(
                    it ->
                        new InboxListing(it, inbox.counts(it.id()), inbox.refused(it.id(), NEWEST)))
                .toList();
        System.out.println(
            scope.json
                ? JsonText.object(json -> InboxListing.write(listings, json))
                : listings.stream()
                    .map(InboxListing::text)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("\n")));
      }
      return ExitCode.DONE;
    }
  }

  /// `rollcall inbox show`.
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Shows one message, with its body.")
  static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The id of the message, as list shows it.")
    private UUID id = new UUID(0, 0);

    @Mixin private Scope scope = new Scope();

    @Override
    public Integer call() {
      try (var storage = scope.installation.open()) {
        var inbox = records(storage.database());
        for (var organisation : scope.organisations(storage.database())) {
          var found = inbox.find(organisation.id(), id);
          if (found.isPresent()) {
            System.out.println(
                scope.json
                    ? JsonText.object(json -> InboxListing.writeWhole(found.get(), json))
                    : InboxListing.whole(found.get()));
            return ExitCode.DONE;
          }
        }
      }
      throw new UsageFault("There is no message " + id + " in the inbox.");
    }
  }

  /// `rollcall inbox retry`.
  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Has refused messages tried again: one, or all. A running server does so soon.")
  static final class Retry implements Callable<Integer> {
    @Parameters(
        paramLabel = "ID",
        arity = "0..1",
        description = "The id of the message (default: all that were refused).")
    private Optional<UUID> id = Optional.empty();

    @Option(names = "--source", paramLabel = "NAME", description = "Those of this source alone.")
    private Optional<String> source = Optional.empty();

    @Mixin private Scope scope = new Scope();

    @Override
    public Integer call() {
      var name = source(source);
      var tried = 0L;
      try (var storage = scope.installation.open()) {
        var inbox = records(storage.database());
        for (var organisation : scope.organisations(storage.database())) {
          tried +=
              id.isPresent()
                  ? (inbox.retry(organisation.id(), id.get()) ? 1 : 0)
                  : inbox.retryAll(organisation.id(), name);
        }
      }
      if (id.isPresent() && tried == 0) {
        throw new UsageFault("There is no refused message " + id.get() + " in the inbox.");
      }
      var count = tried;
      System.out.println(
          scope.json
              ? JsonText.object(json -> json.writeNumberProperty("retried", count))
              : count + " messages will be tried again.");
      return ExitCode.DONE;
    }
  }

  /// `rollcall inbox replay`.
  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Reads the messages that are kept and were done with once more, and says what changed: "
            + "nothing, unless a newer version understands them better, or calls were lost."
      })
  static final class ReplayAll implements Callable<Integer> {
    @Option(names = "--source", paramLabel = "NAME", description = "Those of this source alone.")
    private Optional<String> source = Optional.empty();

    @Mixin private Scope scope = new Scope();

    private static Directions directions(Storage storage) {
      var sources = new HashMap<SourceName, Source>();
      SourceCommand.directory(storage).list().forEach(it -> sources.put(it.name(), it));
      return (organisation, name) ->
          Optional.ofNullable(sources.get(name))
              .filter(it -> it.organisation().equals(organisation))
              .map(it -> it.settings().directions())
              .orElse(DirectionRules.NONE);
    }

    @Override
    public Integer call() {
      var name = source(source);
      try (var storage = scope.installation.open()) {
        var replay = new Replay(storage.database(), directions(storage), Clock.systemUTC());
        var sum =
            scope.organisations(storage.database()).stream()
                .map(organisation -> replay.run(organisation.id(), name))
                .reduce(Replay.Replayed.NONE, Replay.Replayed::plus);
        System.out.println(
            scope.json
                ? JsonText.object(
                    json -> {
                      json.writeNumberProperty("messages", sum.messages());
                      json.writeNumberProperty("calls_made", sum.callsMade());
                      json.writeNumberProperty("calls_changed", sum.callsChanged());
                    })
                : "%d messages read again: %d calls made, %d calls changed."
                    .formatted(sum.messages(), sum.callsMade(), sum.callsChanged()));
      }
      return ExitCode.DONE;
    }
  }
}
