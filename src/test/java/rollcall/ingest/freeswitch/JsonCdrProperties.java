package rollcall.ingest.freeswitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import rollcall.calls.CallReport;
import rollcall.ingest.Normalised;
import rollcall.ingest.Origin;
import rollcall.ingest.SourceName;

/// Whatever comes, there is an answer and no failure.
final class JsonCdrProperties {
  private static final JsonCdr CDRS = new JsonCdr(Origin.of(new SourceName("fs")));

  @Property
  void failsForNoBytes(@ForAll byte[] bytes) {
    assertThat(CDRS.normalise(bytes)).isInstanceOf(Normalised.Unintelligible.class);
  }

  @Property
  void failsForNoBytesBehindABeginning(
      @ForAll byte[] bytes, @ForAll @IntRange(max = 4) int beginning) {
    var start = new String[] {"{\"variables\":{", "cdr=", "cdr=%7B%22", "eyJ", "%7B"}[beginning];

    assertThat(CDRS.normalise((start + new String(bytes, UTF_8)).getBytes(UTF_8))).isNotNull();
  }

  @Property
  void failsForNoDamagedRecord(
      @ForAll @IntRange(max = 3) int form, @ForAll int place, @ForAll byte damage) {
    var encoded = TestCdr.answered().variable("caller_id", "\"A\" <1>").encoded();
    var bytes =
        switch (form) {
          case 0 -> encoded;
          case 1 -> "cdr=" + TestCdr.percent(encoded);
          case 2 -> TestCdr.percent(encoded);
          default -> Base64.getEncoder().encodeToString(encoded.getBytes(UTF_8));
        };
    var damaged = bytes.getBytes(UTF_8);
    damaged[Math.floorMod(place, damaged.length)] = damage;

    assertThat(CDRS.normalise(damaged)).isNotNull();
    assertThat(CDRS.normalise(Arrays.copyOf(damaged, Math.floorMod(place, damaged.length))))
        .isNotNull();
  }

  @Property
  void readsAnyCallerInEveryForm(@ForAll String name) {
    // An escape in the text itself, or the end of a value and a name, cannot be told from ours.
    Assume.that(!name.matches("(?s).*(%[0-9A-Fa-f]{2}|[\"\\\\]).*"));
    Assume.that(
        name.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE));
    var cdr =
        TestCdr.answered()
            .variable("sip_from_display", name)
            .variable("caller_id", "\"" + name + "\" <1001>");

    assertThat(identity(cdr.encoded())).isEqualTo(identity(TestCdr.answered().plain()));
    assertThat(identity("cdr=" + TestCdr.percent(cdr.encoded())))
        .isEqualTo(identity(TestCdr.answered().plain()));
  }

  private static CallReport.Identity identity(String body) {
    return ((Normalised.Report) CDRS.normalise(body.getBytes(UTF_8)))
        .report()
        .identity()
        .orElseThrow();
  }
}
