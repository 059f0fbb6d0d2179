package rollcall.jsonapi.document;

import java.util.UUID;

/// Numbers, UUIDs and moments as ASCII, written straight into a caller's array at `at`. Each method
/// gives the position after what it wrote; the caller has made sure of the room.
final class Ascii {
  /// The length of the longest number.
  static final int MAXIMUM_DECIMAL = 20;

  /// The length of a UUID.
  static final int UUID = 36;

  /// The length of the longest moment: `2026-03-29T02:30:00.000000+01:00`.
  static final int MAXIMUM_TIMESTAMP = 32;

  private static final byte[] HEX_DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final int DAYS_PER_CYCLE = 146_097;
  private static final int YEARS_PER_CYCLE = 400;

  /// The days from 0000-03-01 to 1970-01-01.
  private static final int DAYS_TO_EPOCH = 719_468;

  private Ascii() {}

  /// `value` in decimal.
  static int decimal(long value, byte[] into, int at) {
    // Counted on the negative side, which holds Long.MIN_VALUE as well.
    var rest = value < 0 ? value : -value;
    var first = at;
    if (value < 0) {
      into[first++] = '-';
    }
    var end = first + decimalDigits(rest);
    for (var i = end - 1; i >= first; i--) {
      into[i] = (byte) ('0' - rest % 10);
      rest /= 10;
    }
    return end;
  }

  private static int decimalDigits(long negative) {
    var digits = 1;
    for (var rest = negative; rest <= -10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /// The lowest `digits` hexadecimal digits of `bits`, in lower case.
  static int hex(long bits, int digits, byte[] into, int at) {
    for (int i = 0, shift = 4 * (digits - 1); i < digits; i++, shift -= 4) {
      into[at + i] = HEX_DIGITS[(int) (bits >>> shift) & 0xf];
    }
    return at + digits;
  }

  /// `value` in lower case with hyphens.
  static int uuid(UUID value, byte[] into, int at) {
    var high = value.getMostSignificantBits();
    var low = value.getLeastSignificantBits();
    hex(high >>> 32, 8, into, at);
    into[at + 8] = '-';
    hex(high >>> 16, 4, into, at + 9);
    into[at + 13] = '-';
    hex(high, 4, into, at + 14);
    into[at + 18] = '-';
    hex(low >>> 48, 4, into, at + 19);
    into[at + 23] = '-';
    return hex(low, 12, into, at + 24);
  }

  /// The moment in UTC with six fraction digits, `2025-01-10T02:35:34.000000Z`, by the calendar of
  /// ISO 8601. Years before 0 and after 9999 have a sign, and as many digits as they need.
  static int timestamp(long epochMicros, byte[] into, int at) {
    var end = dateTime(epochMicros, into, at);
    into[end] = 'Z';
    return end + 1;
  }

  /// The moment that clocks `offsetMinutes` ahead of UTC show as `localMicros`, with its offset:
  /// `2025-01-10T03:35:34.000000+01:00`.
  static int timestamp(long localMicros, int offsetMinutes, byte[] into, int at) {
    var end = dateTime(localMicros, into, at);
    into[end] = (byte) (offsetMinutes < 0 ? '-' : '+');
    var minutes = Math.abs(offsetMinutes);
    pair(minutes / 60, into, end + 1);
    into[end + 3] = ':';
    return pair(minutes % 60, into, end + 4);
  }

  private static int dateTime(long epochMicros, byte[] into, int at) {
    var day = Math.floorDiv(epochMicros, MICROS_PER_DAY);
    var time = epochMicros - day * MICROS_PER_DAY;
    var end = date((int) day, into, at);
    into[end] = 'T';
    return time((int) (time / MICROS_PER_SECOND), (int) (time % MICROS_PER_SECOND), into, end + 1);
  }

  /// Years are counted from 1 March, so that a leap day is the last day of its year, and in cycles
  /// of 400, after which the calendar repeats itself.
  private static int date(int epochDay, byte[] into, int at) {
    var days = epochDay + DAYS_TO_EPOCH;
    var cycle = Math.floorDiv(days, DAYS_PER_CYCLE);
    var day = days - cycle * DAYS_PER_CYCLE;
    var year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    var dayOfYear = day - (365 * year + year / 4 - year / 100);
    // From March on, five months have 153 days, again and again.
    var monthFromMarch = (5 * dayOfYear + 2) / 153;
    var dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    var nextYear = monthFromMarch >= 10;
    var month = nextYear ? monthFromMarch - 9 : monthFromMarch + 3;
    var end = year(cycle * YEARS_PER_CYCLE + year + (nextYear ? 1 : 0), into, at);
    into[end] = '-';
    pair(month, into, end + 1);
    into[end + 3] = '-';
    return pair(dayOfMonth, into, end + 4);
  }

  private static int year(int year, byte[] into, int at) {
    if (year >= 0 && year <= 9_999) {
      pair(year / 100, into, at);
      return pair(year % 100, into, at + 2);
    }
    into[at] = (byte) (year < 0 ? '-' : '+');
    var magnitude = Math.abs(year);
    // Four digits at least, as in -0001.
    return magnitude > 9_999 ? decimal(magnitude, into, at + 1) : year(magnitude, into, at + 1);
  }

  private static int time(int secondOfDay, int micros, byte[] into, int at) {
    pair(secondOfDay / 3_600, into, at);
    into[at + 2] = ':';
    pair(secondOfDay / 60 % 60, into, at + 3);
    into[at + 5] = ':';
    pair(secondOfDay % 60, into, at + 6);
    into[at + 8] = '.';
    pair(micros / 10_000, into, at + 9);
    pair(micros / 100 % 100, into, at + 11);
    return pair(micros % 100, into, at + 13);
  }

  private static int pair(int value, byte[] into, int at) {
    into[at] = (byte) ('0' + value / 10);
    into[at + 1] = (byte) ('0' + value % 10);
    return at + 2;
  }
}
