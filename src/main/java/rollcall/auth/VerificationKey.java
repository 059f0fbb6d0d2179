package rollcall.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.util.Optional;
import java.util.Set;

/// A key, its name, and the algorithms that it may be used with; with any other it verifies
/// nothing, whatever the token says. Thread-safe.
record VerificationKey(Optional<String> id, Set<JWSAlgorithm> algorithms, Check check) {
  /// Copies `algorithms`.
  VerificationKey {
    algorithms = Set.copyOf(algorithms);
  }

  /// The key that is the secret, for HS256 alone.
  static VerificationKey of(SigningSecret secret) {
    try {
      return new VerificationKey(
          Optional.empty(), Set.of(JWSAlgorithm.HS256), new MACVerifier(secret.bytes())::verify);
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 is not to be had", e);
    }
  }

  /// Whether `token` is signed by this key with one of its algorithms.
  boolean verifies(SignedToken token) {
    if (!algorithms.contains(token.algorithm())) {
      return false;
    }
    try {
      // A bare header: nothing but the algorithm, which is allowed here, reaches the library.
      return check.holds(
          new JWSHeader(token.algorithm()), token.signed().getBytes(US_ASCII), token.signature());
    } catch (JOSEException e) {
      return false; // The signature cannot even be one of this algorithm.
    }
  }

  /// Verifies a signature.
  @FunctionalInterface
  interface Check {
    /// Whether `signature` is one of `signed` by the algorithm of `header`.
    boolean holds(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException;
  }
}
