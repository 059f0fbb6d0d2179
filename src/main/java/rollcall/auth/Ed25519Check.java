package rollcall.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// Verifies Ed25519 signatures by the JDK; the token library would want another library for it.
final class Ed25519Check implements VerificationKey.Check {
  private static final int KEY_BYTES = 32;

  /// What stands before the 32 bytes of the key in its X.509 form, RFC 8410.
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final PublicKey key;

  /// The check by the public key `x`, as a JSON Web Key holds it.
  Ed25519Check(byte[] x) throws JOSEException {
    if (x.length != KEY_BYTES) {
      throw new JOSEException("An Ed25519 key has " + KEY_BYTES + " bytes");
    }
    var encoded = new byte[X509_PREFIX.length + KEY_BYTES];
    System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
    System.arraycopy(x, 0, encoded, X509_PREFIX.length, KEY_BYTES);
    try {
      key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new JOSEException("Not an Ed25519 key", e);
    }
  }

  @Override
  public boolean holds(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature.decode());
    } catch (SignatureException e) {
      return false; // Not of the form of a signature.
    } catch (GeneralSecurityException e) {
      throw new JOSEException("Ed25519 is not to be had", e);
    }
  }
}
