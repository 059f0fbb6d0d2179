package rollcall.auth;

import java.util.List;

/// The asymmetric keys of one moment; another moment's are another object. Immutable, so
/// thread-safe.
final class KeySet {
  /// No keys.
  static final KeySet EMPTY = new KeySet(List.of());

  /// How many keys are tried for a token that names none.
  static final int MAX_TRIED = 4;

  private final List<VerificationKey> keys;

  KeySet(List<VerificationKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /// How many keys there are.
  int size() {
    return keys.size();
  }

  /// Whether the key that `token` names is here; for a token that names none, whether any is.
  boolean knows(SignedToken token) {
    return token
        .keyId()
        .map(id -> keys.stream().anyMatch(key -> key.id().filter(id::equals).isPresent()))
        .orElse(!keys.isEmpty());
  }

  /// Whether a key that fits `token` by its name and algorithm verifies it.
  boolean verifies(SignedToken token) {
    var fitting = keys.stream().filter(key -> fits(key, token)).toList();
    return fitting.size() <= MAX_TRIED && fitting.stream().anyMatch(key -> key.verifies(token));
  }

  private static boolean fits(VerificationKey key, SignedToken token) {
    return key.algorithms().contains(token.algorithm())
        && (token.keyId().isEmpty() || token.keyId().equals(key.id()));
  }
}
