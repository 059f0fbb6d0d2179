package rollcall.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import rollcall.calls.ReplayedCalls;
import rollcall.ingest.webhook.CallWebhook;
import rollcall.ingest.webhook.Form;
import rollcall.ingest.webhook.StandardSignature;
import rollcall.ingest.webhook.TwilioCallback;
import rollcall.ingest.webhook.TwilioSignature;

/// Whatever comes, there is an answer and no failure.
final class HostileInputProperties {
  private static final SourceName SOURCE = new SourceName("x");
  private static final String[] WORDS = {
    "",
    "0",
    "1",
    "-1",
    "6",
    "486",
    "CHANNEL_CREATE",
    "CHANNEL_HANGUP_COMPLETE",
    "Hangup",
    "Cdr",
    "originator",
    "outbound",
    "ringing",
    "completed",
    "99999999999999999999",
    "1795424651.290644",
    "1795424285422528",
    "%",
    "%zz",
    "\u0000",
    "<unknown>",
    "\uD800",
    "INVITE",
    "BYE",
    "call.ended"
  };

  @Property
  void failsForNoBytes(@ForAll byte[] bytes) {
    readEverywhere(bytes);
    readEverywhere(("{\"event\":\"" + new String(bytes, UTF_8)).getBytes(UTF_8));
    readEverywhere(("Event: Hangup\n" + new String(bytes, UTF_8)).getBytes(UTF_8));
  }

  /// What a switch sent, with some of its values replaced.
  @Property(tries = 2_000)
  void failsForNoDamagedMessage(@ForAll long seed) {
    var random = new Random(seed);
    var feed = Feed.values()[random.nextInt(Feed.values().length)];
    var messages = new ArrayList<byte[]>();
    feed.scenarios().values().forEach(messages::addAll);
    var text = new String(messages.get(random.nextInt(messages.size())), UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      var at = random.nextInt(text.length());
      var end = Math.min(text.length(), at + random.nextInt(30));
      text = text.substring(0, at) + WORDS[random.nextInt(WORDS.length)] + text.substring(end);
    }
    readEverywhere(text.getBytes(UTF_8));
  }

  private static void readEverywhere(byte[] bytes) {
    for (var feed : Feed.values()) {
      check(feed.read(bytes));
    }
    check(new CallWebhook(SOURCE).read("id", bytes));
    var form = Form.parse(bytes);
    check(new TwilioCallback(SOURCE).read(form, new byte[0], Instant.EPOCH));
    var text = new String(bytes, UTF_8);
    assertThat(new TwilioSignature("token").check(text, form, text)).isNotNull();
    assertThat(new StandardSignature(List.of(), Clock.systemUTC()).check(text, text, text, bytes))
        .isNotNull();
  }

  private static void check(Delivery delivery) {
    assertThat(delivery.key()).isNotEmpty().hasSizeLessThanOrEqualTo(256);
    if (delivery.said() instanceof Normalised.Report(var report)) {
      assertThat(ReplayedCalls.rows(List.of(report))).hasSizeLessThanOrEqualTo(1);
    }
  }
}
