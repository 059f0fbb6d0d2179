package rollcall.ingest.freeswitch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The JSON text of a CDR, out of any form in which the switch hands it over: as it is, or
/// percent-encoded or in base64, posted behind `cdr=` and spooled without. The label of a request
/// is not asked, since the switch labels raw JSON as a form under some settings.
///
/// `json` is the text; `encodedWhole` says that it was percent-encoded as a whole.
record CdrText(String json, boolean encodedWhole) {
  private static final String FORM_NAME = "cdr=";
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /// The text inside `body`, or nothing when that is in none of the forms.
  static Optional<CdrText> of(byte[] body) {
    // What is no UTF-8 becomes U+FFFD: a caller's broken name must not cost the record.
    var text = strip(new String(body, StandardCharsets.UTF_8));
    if (isObject(text)) {
      return Optional.of(new CdrText(text, false));
    }
    var value = text.startsWith(FORM_NAME) ? text.substring(FORM_NAME.length()) : text;
    if (isObject(value)) {
      return Optional.of(new CdrText(value, false));
    }
    // The switch encodes a plus sign, so that one can only be a space, as other senders write it.
    var decoded = strip(PercentText.decodeForm(value));
    if (isObject(decoded)) {
      return Optional.of(new CdrText(decoded, true));
    }
    return base64(PercentText.decode(value));
  }

  private static String strip(String text) {
    var stripped = text.strip();
    return stripped.startsWith("\uFEFF") ? stripped.substring(1).strip() : stripped;
  }

  private static boolean isObject(String text) {
    return text.startsWith("{");
  }

  private static Optional<CdrText> base64(String value) {
    try {
      var bytes = Base64.getDecoder().decode(WHITE_SPACE.matcher(value).replaceAll(""));
      var text = strip(new String(bytes, StandardCharsets.UTF_8));
      return isObject(text) ? Optional.of(new CdrText(text, false)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      // It is not base64, the last form that there is.
      return Optional.empty();
    }
  }
}
