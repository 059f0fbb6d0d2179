package rollcall.observe;

/// Takes every [Observation] as it happens. Implementations are thread-safe, do not block and do
/// not throw.
@FunctionalInterface
public interface Observer {
  /// Takes one observation.
  void observe(Observation observation);
}
