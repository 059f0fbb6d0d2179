package rollcall.sources;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import rollcall.ingest.DirectionRules;
import rollcall.ingest.SourceName;
import rollcall.observe.Observation;
import rollcall.observe.Observer;
import rollcall.organisations.OrganisationId;

/// The sources as a running server knows them, with their secrets. One thread of its own reads them
/// anew every [#INTERVAL]; while the database is away, those known before stay. Thread-safe.
public final class ActiveSources implements AutoCloseable {
  /// How long a source that was added, changed or removed may go unnoticed, about.
  static final Duration INTERVAL = Duration.ofSeconds(1);

  /// How long the end waits for a reading under way, which ends with its own time-outs.
  private static final Duration LAST_READING = Duration.ofSeconds(15);

  private final SourceDirectory directory;
  private final Optional<SourcesFile> file;
  private final Observer observer;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rollcall-sources").factory());
  private volatile Map<String, ActiveSource> known = Map.of();
  private volatile boolean hasRead;

  /// What is wrong now and was told; only the worker's, after the first reading.
  private Map<String, String> troubles = Map.of();

  private ActiveSources(SourceDirectory directory, Optional<SourcesFile> file, Observer observer) {
    this.directory = directory;
    this.file = file;
    this.observer = observer;
  }

  /// The sources of `directory`, which were read when this returns if they could be, and which
  /// follow `file` where one is given.
  public static ActiveSources open(
      SourceDirectory directory, Optional<SourcesFile> file, Observer observer) {
    var sources = new ActiveSources(directory, file, observer);
    sources.refresh();
    var period = INTERVAL.toMillis();
    var _ =
        sources.worker.scheduleWithFixedDelay(
            sources::refresh, period, period, TimeUnit.MILLISECONDS);
    return sources;
  }

  /// Whether they were read once, so that one which is not found is not there.
  public boolean hasRead() {
    return hasRead;
  }

  /// The source of that name.
  public Optional<ActiveSource> find(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /// The rules of direction of the source of that name of `organisation`; none where it has no such
  /// source.
  public DirectionRules directions(OrganisationId organisation, SourceName name) {
    return find(name.value())
        .map(ActiveSource::source)
        .filter(source -> source.organisation().equals(organisation))
        .map(source -> source.settings().directions())
        .orElse(DirectionRules.NONE);
  }

  /// All of them.
  public Collection<ActiveSource> all() {
    return known.values();
  }

  private void refresh() {
    var now = new HashMap<String, String>();
    try {
      follow(now);
      var read = new HashMap<String, ActiveSource>();
      for (var source : directory.list()) {
        read.put(source.name().value(), new ActiveSource(source, secrets(source, now)));
      }
      known = Map.copyOf(read);
      hasRead = true;
    } catch (RuntimeException | Error e) {
      // Whatever it is, such as a lack of memory: the sources known before go on, and the next
      // reading may succeed.
      now.put("", "The sources cannot be read: " + e.getMessage());
    }
    now.forEach(
        (about, trouble) -> {
          if (!trouble.equals(troubles.get(about))) {
            observer.observe(new Observation.Notice(trouble));
          }
        });
    troubles = now;
  }

  private void follow(Map<String, String> troubles) {
    if (file.isPresent()) {
      try {
        file.get().apply();
      } catch (SourcesFileUnusable e) {
        troubles.put("the file", String.valueOf(e.getMessage()));
      }
    }
  }

  private static List<String> secrets(Source source, Map<String, String> troubles) {
    try {
      return source.settings().secrets();
    } catch (SecretUnusable e) {
      var name = source.name().value();
      troubles.put(name, "The source " + name + " is shut: " + e.reason());
      return List.of();
    }
  }

  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(LAST_READING.toSeconds(), TimeUnit.SECONDS)) {
        observer.observe(new Observation.Notice("The sources are still being read at the end."));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
