package rollcall.ingest;

/// How a call came to the switch, which decides its direction: a switch's own word for that tells
/// which way the channel went, not the call. `authenticated`: its caller proved to be a user of the
/// switch; `originated`: the switch itself made it, told by a program.
public record Arrival(boolean authenticated, boolean originated) {
  /// The word of `direction`: a user who calls goes out, also to another user; so does the switch;
  /// a stranger comes in.
  public String direction() {
    return authenticated || originated ? "outbound" : "inbound";
  }
}
