package rollcall.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens that were found good, each for as long as it lasts and the keys stay the same. Two
/// generations: what is not asked for while the young one fills up is forgotten with the old one.
/// Thread-safe.
final class VerifiedTokens {
  /// The most tokens that are remembered.
  static final int LIMIT = 20_000;

  private final int generationLimit;
  private volatile ConcurrentHashMap<Fingerprint, Entry> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<Fingerprint, Entry> old = new ConcurrentHashMap<>();

  /// Remembers `limit` tokens at most.
  VerifiedTokens(int limit) {
    this.generationLimit = limit / 2;
  }

  /// What is remembered of a token at the time `nowMillis` and under `keys`.
  Optional<Authentication.Granted> find(Fingerprint token, KeySet keys, long nowMillis) {
    var recent = young.get(token);
    var entry = recent == null ? old.get(token) : recent;
    if (entry == null || !entry.holds(keys, nowMillis)) {
      return Optional.empty();
    }
    if (recent == null) {
      keep(token, entry);
    }
    return Optional.of(entry.granted);
  }

  /// Remembers that a token is good under `keys` until `expiresMillis`.
  void keep(Fingerprint token, Authentication.Granted granted, KeySet keys, long expiresMillis) {
    keep(token, new Entry(granted, keys, expiresMillis));
  }

  private synchronized void keep(Fingerprint token, Entry entry) {
    if (young.size() >= generationLimit) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
    young.put(token, entry);
  }

  /// How many tokens are remembered, those that count no longer included.
  int size() {
    return young.size() + old.size();
  }

  /// The SHA-256 hash of a whole token, signature included: the token itself is not kept.
  record Fingerprint(long first, long second, long third, long fourth) {
    /// The fingerprint of `token`.
    static Fingerprint of(String token) {
      try {
        var hash =
            ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        return new Fingerprint(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("SHA-256 is not to be had", e);
      }
    }
  }

  private static final class Entry {
    private final Authentication.Granted granted;
    private final KeySet keys;
    private final long expiresMillis;

    Entry(Authentication.Granted granted, KeySet keys, long expiresMillis) {
      this.granted = granted;
      this.keys = keys;
      this.expiresMillis = expiresMillis;
    }

    boolean holds(KeySet current, long nowMillis) {
      return keys.equals(current) && nowMillis < expiresMillis;
    }
  }
}
