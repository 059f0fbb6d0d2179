package rollcall.sources;

import java.util.Locale;

/// What a source is, and so in what form it tells of calls.
public enum SourceType {
  /// A FreeSWITCH.
  FREESWITCH,
  /// A Kamailio.
  KAMAILIO,
  /// An Asterisk.
  ASTERISK,
  /// Any program that sends our own webhook, signed by Standard Webhooks.
  WEBHOOK,
  /// A service with status callbacks like Twilio's.
  TWILIO;

  /// Its name where it is stored, printed and part of a URL.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
