package rollcall.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a JSON Web Key Set. Keys of a kind that is not used here are left out, as RFC 7517 asks.
final class KeySetReader {
  /// The most bytes that a key set may have.
  static final int MAX_BYTES = 256 * 1024;

  /// The most keys that are read from one set.
  static final int MAX_KEYS = 100;

  /// The fewest bits of an RSA key.
  static final int MIN_RSA_BITS = 2048;

  private static final Set<JWSAlgorithm> RSA =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);
  private static final Map<Curve, JWSAlgorithm> CURVES =
      Map.of(
          Curve.P_256, JWSAlgorithm.ES256,
          Curve.P_384, JWSAlgorithm.ES384,
          Curve.P_521, JWSAlgorithm.ES512);
  private static final Set<JWSAlgorithm> EDWARDS = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

  private KeySetReader() {}

  /// The usable keys in `json`; fails when it is not a key set.
  static KeySet read(byte[] json) throws ParseException {
    var members =
        JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(new String(json, UTF_8)), "keys");
    if (members == null) {
      throw new ParseException("there is no \"keys\"", 0);
    }
    if (members.length > MAX_KEYS) {
      throw new ParseException("there are more than " + MAX_KEYS + " keys", 0);
    }
    var keys = new ArrayList<VerificationKey>();
    for (var member : members) {
      key(member).ifPresent(keys::add);
    }
    return new KeySet(keys);
  }

  private static Optional<VerificationKey> key(Map<String, Object> member) {
    try {
      var key = JWK.parse(member);
      return forSignatures(key) ? verificationKey(key) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty(); // Of a kind that is not known here: left out like the others.
    }
  }

  private static boolean forSignatures(JWK key) {
    var use = key.getKeyUse();
    var operations = key.getKeyOperations();
    return (use == null || use.equals(KeyUse.SIGNATURE))
        && (operations == null || operations.contains(KeyOperation.VERIFY));
  }

  private static Optional<VerificationKey> verificationKey(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa when rsa.size() >= MIN_RSA_BITS ->
          keyFor(rsa, RSA, new RSASSAVerifier(rsa.toRSAPublicKey())::verify);
      case ECKey ec when CURVES.containsKey(ec.getCurve()) ->
          keyFor(
              ec, Set.of(CURVES.get(ec.getCurve())), new ECDSAVerifier(ec.toECPublicKey())::verify);
      case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) ->
          keyFor(pair, EDWARDS, new Ed25519Check(pair.getDecodedX()));
      default -> Optional.empty();
    };
  }

  private static Optional<VerificationKey> keyFor(
      JWK key, Set<JWSAlgorithm> algorithms, VerificationKey.Check check) {
    var allowed = narrowed(algorithms, key.getAlgorithm());
    return allowed.isEmpty()
        ? Optional.empty()
        : Optional.of(new VerificationKey(Optional.ofNullable(key.getKeyID()), allowed, check));
  }

  private static Set<JWSAlgorithm> narrowed(
      Set<JWSAlgorithm> algorithms, @Nullable Algorithm declared) {
    // EdDSA and Ed25519 are two names of one algorithm on this curve.
    return declared == null || (algorithms.equals(EDWARDS) && algorithms.contains(declared))
        ? algorithms
        : algorithms.stream().filter(declared::equals).collect(Collectors.toSet());
  }
}
