package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rollcall.jsonapi.schema.ValueType;

final class CallIndexesTest {
  @Test
  void noFieldCanBeLongerThanAnIndexHolds() {
    for (var field : CallIndexes.addable()) {
      if (field.type() instanceof ValueType.Text text) {
        assertThat(text.maximumBytes()).as(field.name()).isLessThanOrEqualTo(Calls.KEY_BYTES);
      }
    }
  }
}
