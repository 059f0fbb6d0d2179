package rollcall.sip;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports that nobody has at the moment, for programs that must be told theirs.
final class Ports {
  private Ports() {}

  static int tcp() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static int udp(String address) throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getByName(address))) {
      return socket.getLocalPort();
    }
  }
}
