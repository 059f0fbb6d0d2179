package rollcall.ingest.freeswitch;

import java.time.Instant;
import java.util.Optional;

/// When what happened to a channel, to the microsecond.
record Stamps(
    Optional<Instant> started,
    Optional<Instant> rang,
    Optional<Instant> answered,
    Optional<Instant> ended) {
  static Stamps of(Channel channel) {
    return new Stamps(
        stamp(channel, "start_uepoch", channel.first(), "created_time", "start_epoch"),
        earlier(
            stamp(channel, "progress_uepoch", "progress_time"),
            stamp(channel, "progress_media_uepoch", "progress_media_time")),
        stamp(channel, "answer_uepoch", channel.last(), "answered_time", "answer_epoch"),
        stamp(channel, "end_uepoch", channel.last(), "hangup_time", "end_epoch"));
  }

  private static Optional<Instant> stamp(
      Channel channel, String variable, Channel.Profile profile, String time, String seconds) {
    return Stamp.ofMicroseconds(channel.variables().get(variable))
        .or(() -> Stamp.ofMicroseconds(profile.times().get(time)))
        .or(() -> Stamp.ofSeconds(channel.variables().get(seconds)));
  }

  private static Optional<Instant> stamp(Channel channel, String variable, String time) {
    return Stamp.ofMicroseconds(channel.variables().get(variable))
        .or(() -> Stamp.ofMicroseconds(channel.last().times().get(time)));
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent() && other.get().isBefore(one.get())
        ? other
        : one.or(() -> other);
  }
}
