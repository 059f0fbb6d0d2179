package rollcall.ingest.webhook;

import java.util.ArrayList;
import java.util.List;
import rollcall.ingest.Delivery;
import rollcall.ingest.JsonFault;
import rollcall.ingest.Normalised;
import rollcall.ingest.SourceName;
import tools.jackson.core.JacksonException;

/// Makes reports of our own webhook: a JSON object with `type`, `timestamp` and `data`, as Standard
/// Webhooks lays it out. It is read strictly, so that a sender learns at once what is wrong, and
/// all of it. Immutable, so thread-safe.
public final class CallWebhook {
  private final SourceName source;

  /// For events of `source`.
  public CallWebhook(SourceName source) {
    this.source = source;
  }

  /// What `body`, which came with the header `webhook-id: id`, comes to. Fails for no bytes
  /// whatever.
  public Delivery read(String id, byte[] body) {
    return Delivery.of(List.of("webhook", id), body, normalise(body));
  }

  private Normalised normalise(byte[] body) {
    var faults = new ArrayList<String>();
    try {
      var event = new CallEvent(new Members("", Body.parse(body), faults));
      var report = event.report(source);
      return faults.isEmpty() && report.isPresent()
          ? new Normalised.Report(report.get())
          : new Normalised.Unintelligible(faults);
    } catch (JacksonException e) {
      return new Normalised.Unintelligible("The body is not JSON: " + JsonFault.reason(e));
    }
  }
}
