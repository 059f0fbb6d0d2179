package rollcall.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Shows on `stderr` how far a long work has come: on a terminal as a bar that is drawn over
/// itself, elsewhere as a plain line every few seconds. Thread-safe.
final class ProgressBar implements AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration PLAIN_LINE = Duration.ofSeconds(5);
  private static final int NARROWEST = 20;
  private static final int WIDEST_BAR = 40;

  /// Where and how it is drawn.
  record Screen(PrintStream out, boolean terminal, boolean colour, int width) {
    /// The screen that the process was started on.
    static Screen ofProcess() {
      var terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
      var columns = System.getenv().getOrDefault("COLUMNS", "");
      return new Screen(
          System.err,
          terminal,
          terminal && System.getenv().getOrDefault("NO_COLOR", "").isEmpty(),
          columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : 80);
    }
  }

  private final Screen screen;
  private final LongSupplier nanos;
  private final String unit;
  private final long began;
  private long drawn;
  private boolean somethingDrawn;
  private long done;
  private long total;
  private long count;

  /// A bar for work that is counted in `unit`; `nanos` is a clock like `System.nanoTime`.
  ProgressBar(Screen screen, String unit, LongSupplier nanos) {
    this.screen = screen;
    this.unit = unit;
    this.nanos = nanos;
    began = nanos.getAsLong();
    drawn = began;
  }

  /// `done` of `total` is behind us, in whatever both are measured, and that was `count` units.
  synchronized void advance(long done, long total, long count) {
    this.done = done;
    this.total = total;
    this.count = count;
    var now = nanos.getAsLong();
    var pause = screen.terminal() ? REDRAW : PLAIN_LINE;
    if (now - drawn >= pause.toNanos()) {
      drawn = now;
      draw(now);
    }
  }

  /// Prints a line that stays, above the bar.
  synchronized void line(String text) {
    erase();
    screen.out().println(text);
  }

  /// Leaves the last state as a line of its own, if there was time to show any.
  @Override
  public synchronized void close() {
    if (somethingDrawn) {
      draw(nanos.getAsLong());
      if (screen.terminal()) {
        screen.out().println();
      }
    }
  }

  private void draw(long now) {
    somethingDrawn = true;
    if (screen.terminal()) {
      screen.out().print("\r" + bar(text(now)) + "\u001B[K");
    } else {
      screen.out().println(text(now));
    }
    screen.out().flush();
  }

  private void erase() {
    if (somethingDrawn && screen.terminal()) {
      screen.out().print("\r\u001B[K");
    }
  }

  private String bar(String text) {
    // One column stays free: a terminal breaks the line after its last one.
    var room = Math.min(WIDEST_BAR, screen.width() - text.length() - 2);
    if (room < NARROWEST / 2) {
      return text.substring(0, Math.min(text.length(), Math.max(1, screen.width() - 1)));
    }
    var full = (int) (room * fraction());
    var filled = "█".repeat(full);
    return (screen.colour() ? "\u001B[32m" + filled + "\u001B[0m" : filled)
        + "░".repeat(room - full)
        + " "
        + text;
  }

  private String text(long now) {
    var seconds = Math.max(1, now - began) / 1e9;
    var text =
        String.format(
            Locale.ROOT,
            "%3.0f %%  %,d %s  %,.0f/s",
            fraction() * 100,
            count,
            unit,
            count / seconds);
    if (fraction() <= 0 || fraction() >= 1) {
      return text;
    }
    var left = Duration.ofSeconds(Math.round(seconds / fraction() - seconds));
    return text
        + String.format(Locale.ROOT, "  %d:%02d left", left.toMinutes(), left.toSecondsPart());
  }

  private double fraction() {
    return total <= 0 ? 0 : Math.min(1, (double) done / total);
  }
}
