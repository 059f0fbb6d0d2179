package rollcall.ingest;

import java.util.Arrays;
import java.util.List;
import rollcall.calls.CallReport;
import rollcall.calls.ReplayedCalls;

/// What deliveries come to.
public final class Deliveries {
  private Deliveries() {}

  /// The reports of calls among `deliveries`.
  static List<CallReport> reports(Delivery... deliveries) {
    return Arrays.stream(deliveries)
        .map(Delivery::said)
        .filter(Normalised.Report.class::isInstance)
        .map(said -> ((Normalised.Report) said).report())
        .toList();
  }

  /// The rows of the calls of which `deliveries` say who called whom.
  public static List<String> rows(Delivery... deliveries) {
    return ReplayedCalls.rows(reports(deliveries));
  }

  /// The row of the one call that `deliveries` tell of.
  public static String row(Delivery... deliveries) {
    return rows(deliveries).getFirst();
  }
}
