package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// How long single requests take, one after the other over one connection: of each listing pages
/// from the start and from the middle, in turns that go through all listings, so that a noisy
/// moment touches few requests of each. In a turn the same requests are sent twice: the first time
/// tells what it costs to fetch rows from the disk, or from wherever the machine keeps them, the
/// second time what the program and the database take when they are at hand. One thread.
final class Latencies {
  private static final int A_TURN = 20;

  private final List<Sample> samples;
  private final DeepPages deep;
  private final Random random = new Random(1);
  private final Map<Listing, Times> times = new LinkedHashMap<>();

  /// What was measured of pages of a kind, in nanoseconds.
  private record Pages(List<Long> cold, List<Long> warm) {
    Pages() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void ask(List<String> queries, PageConnection connection) throws IOException {
      for (var times : List.of(cold, warm)) {
        for (var query : queries) {
          times.add(connection.nanos(query));
        }
      }
    }
  }

  /// What was measured of a listing.
  private record Times(Pages first, Pages deep) {
    Times() {
      this(new Pages(), new Pages());
    }
  }

  /// Asks for what is told by `samples`, in random order.
  Latencies(List<Sample> samples, DeepPages deep) {
    this.samples = new ArrayList<>(samples);
    Collections.shuffle(this.samples, random);
    this.deep = deep;
  }

  /// Asks for at least `count` pages of each of `listings`, and of each kind.
  void measure(List<Listing> listings, int count, PageConnection connection) throws IOException {
    var fitting = new LinkedHashMap<Listing, List<Sample>>();
    for (var listing : listings) {
      var some = samples.stream().filter(listing.fits()).limit(1_000).toList();
      if (some.isEmpty()) {
        throw new IllegalStateException("no call for " + listing.name());
      }
      fitting.put(listing, some);
      times.put(listing, new Times());
    }
    for (var turn = 0; turn * A_TURN < count; turn++) {
      for (var listing : listings) {
        turn(listing, fitting.get(listing), connection);
      }
    }
  }

  private void turn(Listing listing, List<Sample> calls, PageConnection connection)
      throws IOException {
    var measured = times.get(listing);
    var first = new ArrayList<String>();
    var behind = new ArrayList<String>();
    for (var i = 0; i < A_TURN; i++) {
      var about = three(calls);
      first.add(listing.query(about));
      if (listing.deep()) {
        behind.add(deep.after(listing.query(about), about.getFirst()));
      }
    }
    measured.first().ask(first, connection);
    measured.deep().ask(behind, connection);
  }

  private List<Sample> three(List<Sample> of) {
    return random.ints(3, 0, of.size()).mapToObj(of::get).toList();
  }

  /// Adds what was measured.
  void addTo(Figures figures) {
    times.forEach(
        (listing, measured) -> {
          add(figures, listing, "first", measured.first());
          if (listing.deep()) {
            add(figures, listing, "deep", measured.deep());
          }
        });
  }

  private static void add(Figures figures, Listing listing, String kind, Pages pages) {
    var name = Report.PAGE + listing.name() + ", " + kind;
    figures.add(name, "cold p50 ms", percentile(pages.cold(), 0.5));
    figures.add(name, "cold p99 ms", percentile(pages.cold(), 0.99));
    figures.add(name, "p50 ms", percentile(pages.warm(), 0.5));
    figures.add(
        name, "p99 ms", percentile(pages.warm(), 0.99), Bound.atMost(listing.limitMillis()));
  }

  private static double percentile(List<Long> nanos, double part) {
    var sorted = nanos.stream().sorted().toList();
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1) / 1e6;
  }
}
