package rollcall.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Makes keys, key sets and tokens of any shape, good and bad.
final class Forge {
  private Forge() {}

  /// A token of exactly this header and payload, signed by `signer` under `algorithm`.
  static String token(String header, String payload, JWSAlgorithm algorithm, JWSSigner signer)
      throws Exception {
    var signed = Base64URL.encode(header) + "." + Base64URL.encode(payload);
    return signed + "." + signer.sign(new JWSHeader(algorithm), signed.getBytes(UTF_8));
  }

  static String hs256(String header, String payload, String secret) throws Exception {
    return token(header, payload, JWSAlgorithm.HS256, new MACSigner(secret));
  }

  static String signed(JWSAlgorithm algorithm, JWK key, String payload) throws Exception {
    var kid = key.getKeyID() == null ? "" : ",\"kid\":\"" + key.getKeyID() + "\"";
    var header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"" + kid + "}";
    if (key instanceof OctetKeyPair pair) {
      return ed25519(header, payload, pair);
    }
    return token(header, payload, algorithm, signer(key));
  }

  static JWSSigner signer(JWK key) throws Exception {
    return key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
  }

  private static String ed25519(String header, String payload, OctetKeyPair pair) throws Exception {
    var signed = Base64URL.encode(header) + "." + Base64URL.encode(payload);
    var encoded = new byte[48];
    var prefix = java.util.HexFormat.of().parseHex("302e020100300506032b657004220420");
    System.arraycopy(prefix, 0, encoded, 0, 16);
    System.arraycopy(pair.getDecodedD(), 0, encoded, 16, 32);
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(
        java.security.KeyFactory.getInstance("Ed25519")
            .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(encoded)));
    signer.update(signed.getBytes(UTF_8));
    return signed + "." + Base64URL.encode(signer.sign());
  }

  static RSAKey rsa(String kid, int bits) throws Exception {
    KeyPair pair = generator("RSA", bits).generateKeyPair();
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
        .privateKey((RSAPrivateKey) pair.getPrivate())
        .keyID(kid)
        .build();
  }

  static ECKey ec(String kid, Curve curve) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(curve.toECParameterSpec());
    var pair = generator.generateKeyPair();
    return new ECKey.Builder(curve, (java.security.interfaces.ECPublicKey) pair.getPublic())
        .privateKey(pair.getPrivate())
        .keyID(kid)
        .build();
  }

  static OctetKeyPair ed25519(String kid) throws Exception {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var x = Arrays.copyOfRange(pair.getPublic().getEncoded(), 12, 44);
    var d = Arrays.copyOfRange(pair.getPrivate().getEncoded(), 16, 48);
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
        .d(Base64URL.encode(d))
        .keyID(kid)
        .build();
  }

  private static KeyPairGenerator generator(String type, int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance(type);
    generator.initialize(bits);
    return generator;
  }

  /// The key set of the public halves of `keys`.
  static String jwks(List<? extends JWK> keys) {
    return keys.stream()
        .map(key -> key.toPublicJWK().toJSONString())
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }
}
