package rollcall.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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

  /// Also of partitions, whose names are three letters longer: calls_31_by_….
  @Test
  void everyFieldHasIndexNamesOfItsOwnThatPostgresqlDoesNotCut() {
    var names = new ArrayList<String>();
    for (var field : Calls.TYPE.attributes()) {
      names.add(CallIndexes.name(field, false));
      names.add(CallIndexes.name(field, true));
    }
    assertThat(names)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(63 - "_31".length()));
  }
}
