package rollcall.verify;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An HTTP answer as it came; header names are in lower case. Not for comparison.
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
  /// The first header of that name.
  Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }
}
