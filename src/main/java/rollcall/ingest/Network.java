package rollcall.ingest;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IP address, or a network of addresses with a common prefix (RFC 4632).
final class Network {
  private static final Pattern BITS = Pattern.compile("0|[1-9]\\d{0,2}");

  private final byte[] address;
  private final int bits;

  private Network(byte[] address, int bits) {
    this.address = address.clone();
    this.bits = bits;
  }

  /// The network that `text` names, `192.0.2.7` or `192.0.2.0/24`; nothing when it names none.
  static Optional<Network> parse(String text) {
    var slash = text.indexOf('/');
    return address(slash < 0 ? text : text.substring(0, slash))
        .flatMap(
            address -> {
              var most = address.length * 8;
              var bits = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
              return BITS.matcher(bits).matches() && Integer.parseInt(bits) <= most
                  ? Optional.of(new Network(address, Integer.parseInt(bits)))
                  : Optional.empty();
            });
  }

  /// Whether `text` is an address in it.
  boolean contains(String text) {
    return address(text)
        .filter(other -> other.length == address.length && prefix(other).equals(prefix(address)))
        .isPresent();
  }

  private BigInteger prefix(byte[] of) {
    return new BigInteger(1, of).shiftRight(of.length * 8 - bits);
  }

  private static Optional<byte[]> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
