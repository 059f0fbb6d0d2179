package rollcall.auth;

import java.text.ParseException;
import java.util.Arrays;
import rollcall.observe.Observation;
import rollcall.observe.Observer;

/// The keys that were last read well from one place: a reading that fails or holds no usable key
/// leaves them as they are. Thread-safe.
final class LoadedKeys {
  private final String source;
  private final Observer observer;
  private volatile KeySet keys = KeySet.EMPTY;
  private byte[] content = {};
  private String fault = "";

  LoadedKeys(String source, Observer observer) {
    this.source = source;
    this.observer = observer;
  }

  /// The keys in use.
  KeySet current() {
    return keys;
  }

  /// Takes what was read. The same content keeps the same [KeySet], so that what was verified with
  /// it stays verified.
  synchronized void loaded(byte[] read) {
    if (fault.isEmpty() && Arrays.equals(read, content)) {
      return;
    }
    try {
      var newKeys = KeySetReader.read(read);
      if (newKeys.size() == 0) {
        unavailable("it holds no usable key");
        return;
      }
      if (!Arrays.equals(read, content)) {
        keys = newKeys;
        content = read;
      }
      fault = "";
      observer.observe(new Observation.KeysLoaded(source, keys.size()));
    } catch (ParseException e) {
      unavailable("it is not a JSON Web Key Set: " + e.getMessage());
    }
  }

  /// Notes that nothing could be read, once for each run of the same reason.
  synchronized void unavailable(String reason) {
    if (!reason.equals(fault)) {
      fault = reason;
      observer.observe(new Observation.KeysUnavailable(source, reason));
    }
  }
}
