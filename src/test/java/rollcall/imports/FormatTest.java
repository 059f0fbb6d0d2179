package rollcall.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatTest {
  private static final String SIXTEEN =
      "a,1,2,internal,c,PJSIP/1-00000001,,Dial,\"x,5\",2026-11-23 09:22:32,,2026-11-23 09:22:36,4,0";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "{\"calls\": [| DATASET",
        "{\"organisations\": []}| DATASET",
        "{\"call_source\":\"pbx\",\"metadata\":{\"variables\":1}}| JSONL",
        "{\"answered\":200,\"body\":\"cut| FREESWITCH",
        "{\"core-uuid\":\"x\",\"switchname\":\"y\",\"channel_data\":{| FREESWITCH",
        "[{\"callflow\":[| FREESWITCH",
        "cdr=%7B%22| FREESWITCH",
        "%7b%22core-uuid| FREESWITCH",
        "eyJjb3JlLXV1aWQiOiI2NDczNzVkNy0zMGMxLTQ4Y2Et| FREESWITCH",
        "call_uuid,direction| CSV",
        "\"organisation_id\" , \"colour\"| CSV",
        "``| CSV",
        "accountcode,src,dst,dcontext| ASTERISK",
        "hello world| -",
        "colour,shade| -",
        "[1,2]| -",
        "<?xml version=\"1.0\"?>| -"
      })
  void isFoundByHowAFileBegins(String start, Format format) {
    assertThat(Format.of(start.getBytes(UTF_8))).isEqualTo(Optional.ofNullable(format));
    assertThat(Format.of(("\uFEFF" + start).getBytes(UTF_8)))
        .isEqualTo(Optional.ofNullable(format));
  }

  @ParameterizedTest
  @CsvSource({"''", "'torn line\n'", "'\"torn\n'"})
  void isAsteriskWhereOneOfTheFirstLinesIsItsRecord(String before) {
    var file = before + SIXTEEN + ",\"NO ANSWER\",DOCUMENTATION\n";

    assertThat(Format.of(file.getBytes(UTF_8))).contains(Format.ASTERISK);
  }
}
