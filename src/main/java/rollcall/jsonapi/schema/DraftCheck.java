package rollcall.jsonapi.schema;

import java.util.List;

/// Says what of the values that a client named does not make sense, alone or together.
@FunctionalInterface
public interface DraftCheck {
  /// Takes every draft.
  DraftCheck NONE = _ -> List.of();

  /// An attribute that is at fault, and a sentence that says why.
  record Fault(String attribute, String sentence) {}

  /// What is wrong with `draft`; where several attributes do not fit together, each is at fault.
  List<Fault> faults(Draft draft);
}
