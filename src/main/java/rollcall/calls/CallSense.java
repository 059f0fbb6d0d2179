package rollcall.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.schema.DraftCheck;

/// What a client may say of a call in one request: what never is, such as an end before the
/// beginning, is its mistake. Facts of different reports are weighed instead, not refused.
public final class CallSense implements DraftCheck {
  private static final int LOWEST_SIP_CODE = 200;
  private static final int HIGHEST_SIP_CODE = 699;

  /// The moments of a call in the order in which they come.
  private static final List<String> MOMENTS =
      List.of("started_at", "rang_at", "answered_at", "ended_at");

  /// The one sense there is.
  public CallSense() {}

  @Override
  public List<Fault> faults(Draft draft) {
    var faults = new ArrayList<Fault>();
    if (draft.value("duration_seconds") instanceof Long seconds && seconds < 0) {
      faults.add(new Fault("duration_seconds", "duration_seconds is negative; no call is."));
    }
    if (draft.value("sip_code") instanceof Long code
        && (code < LOWEST_SIP_CODE || code > HIGHEST_SIP_CODE)) {
      faults.add(
          new Fault(
              "sip_code",
              "sip_code is no final SIP reply; those are from "
                  + LOWEST_SIP_CODE
                  + " to "
                  + HIGHEST_SIP_CODE
                  + "."));
    }
    addDisorder(draft, faults);
    addContradictions(draft, faults);
    return faults;
  }

  private static void addContradictions(Draft draft, List<Fault> faults) {
    var status = (String) draft.value("status");
    var over = Statuses.isTerminal(status);
    var ended = draft.value("ended_at") != null;
    if (ended && status != null && !over) {
      faults.add(new Fault("status", "status says that the call goes on, ended_at that it ended."));
      faults.add(
          new Fault("ended_at", "ended_at says that the call ended, status that it goes on."));
    }
    if (draft.value("end_source") != null && !ended && !over) {
      faults.add(
          new Fault(
              "end_source", "end_source tells how an end was learnt; there is no ended_at here."));
    }
  }

  /// Both moments of each pair that stands in the wrong order, each moment once.
  private static void addDisorder(Draft draft, List<Fault> faults) {
    var told = new ArrayList<String>();
    for (int later = 1; later < MOMENTS.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        var first = MOMENTS.get(earlier);
        var second = MOMENTS.get(later);
        if (draft.value(first) instanceof Instant before
            && draft.value(second) instanceof Instant after
            && after.isBefore(before)) {
          tell(first, first + " is after " + second + ".", told, faults);
          tell(second, second + " is before " + first + ".", told, faults);
        }
      }
    }
  }

  private static void tell(
      String attribute, String sentence, List<String> told, List<Fault> faults) {
    if (!told.contains(attribute)) {
      told.add(attribute);
      faults.add(new Fault(attribute, sentence));
    }
  }
}
