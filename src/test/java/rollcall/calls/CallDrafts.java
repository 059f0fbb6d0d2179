package rollcall.calls;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import rollcall.jsonapi.schema.Draft;

/// Drafts of calls for tests.
final class CallDrafts {
  private CallDrafts() {}

  /// A whole call with these attributes beside those that it must have: name, value, name, value.
  static Draft of(Object... more) {
    var values = new Object[Calls.TYPE.attributes().size()];
    var named = new HashSet<>(Set.of("direction", "from_number", "to_number"));
    values[Calls.TYPE.position("direction")] = "inbound";
    values[Calls.TYPE.position("from_number")] = "+15550100";
    values[Calls.TYPE.position("to_number")] = "1001";
    values[Calls.TYPE.position("call_source")] = "pbx";
    values[Calls.TYPE.position("call_uuid")] = "1";
    put(values, named, more);
    return new Draft(Calls.TYPE, Optional.empty(), Arrays.asList(values), named);
  }

  /// Changes of these attributes alone.
  static Draft changes(Object... more) {
    var values = new Object[Calls.TYPE.attributes().size()];
    var named = new HashSet<String>();
    put(values, named, more);
    return new Draft(Calls.TYPE, Optional.empty(), Arrays.asList(values), named);
  }

  private static void put(Object[] values, Set<String> named, Object... more) {
    for (int i = 0; i < more.length; i += 2) {
      values[Calls.TYPE.position((String) more[i])] = more[i + 1];
      named.add((String) more[i]);
    }
  }
}
