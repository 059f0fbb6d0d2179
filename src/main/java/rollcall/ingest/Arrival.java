package rollcall.ingest;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How a call came to the switch, which decides its direction: a switch's own word for that tells
/// which way the channel went, not the call. `authenticated`: its caller proved to be a user of the
/// switch; `originated`: the switch itself made it, told by a program. `traits` is what else the
/// switch says of where it came in.
public record Arrival(boolean authenticated, boolean originated, Map<Trait, String> traits) {
  /// Something that a switch says of where a call came in.
  public enum Trait {
    /// The context of the dialplan.
    CONTEXT,
    /// The SIP profile of a FreeSWITCH.
    PROFILE,
    /// The endpoint of an Asterisk.
    ENDPOINT,
    /// The IP address that the call came from.
    ADDRESS
  }

  /// Copies `traits`.
  public Arrival {
    traits = Map.copyOf(traits);
  }

  /// An arrival of which no more is known.
  public static Arrival of(boolean authenticated, boolean originated) {
    return new Arrival(authenticated, originated, Map.of());
  }

  /// The same with a trait, where it is known.
  public Arrival with(Trait trait, Optional<String> value) {
    if (value.isEmpty()) {
      return this;
    }
    var more = new EnumMap<Trait, String>(Trait.class);
    more.putAll(traits);
    more.put(trait, value.get());
    return new Arrival(authenticated, originated, more);
  }
}
