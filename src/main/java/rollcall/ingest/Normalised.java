package rollcall.ingest;

import java.util.List;
import rollcall.calls.CallReport;

/// What one record or event of a switch comes to.
public sealed interface Normalised {
  /// It tells of a call.
  record Report(CallReport report) implements Normalised {}

  /// It tells of a leg of the call `callUuid`, which has a record of its own that tells more.
  record Leg(String callUuid) implements Normalised {}

  /// The call known as `from` is called `to` from now on.
  record Renamed(String from, String to) implements Normalised {}

  /// It says nothing of any call, such as that the switch is well.
  record Nothing() implements Normalised {}

  /// It cannot be understood; `reasons` is never empty, and each is a sentence.
  record Unintelligible(List<String> reasons) implements Normalised {
    /// Copies `reasons` and checks that there are some.
    public Unintelligible {
      reasons = List.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("unintelligible without a reason");
      }
    }

    /// For one reason.
    public Unintelligible(String reason) {
      this(List.of(reason));
    }
  }
}
