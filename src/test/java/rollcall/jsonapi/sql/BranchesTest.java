package rollcall.jsonapi.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rollcall.calls.Calls;
import rollcall.jsonapi.plan.Condition;

/// Which conditions are read along a stretch of an index for each number.
class BranchesTest {
  private static Condition numbers(String field, int count) {
    var attribute =
        Calls.TYPE.attributes().stream()
            .filter(candidate -> candidate.name().equals(field))
            .findFirst()
            .orElseThrow();
    var numbers = IntStream.range(0, count).<Object>mapToObj(number -> "+49" + number).toList();
    return new Condition.In(attribute, numbers, false);
  }

  @Test
  void fewNumbersAreFoundBehindMany() {
    var many = numbers("from_number", Branches.MOST + 1);
    var few = numbers("to_number", 2);

    assertThat(Branches.of(new Condition.All(List.of(many, few)))).hasSize(2);
    assertThat(Branches.of(new Condition.All(List.of(few, many)))).hasSize(2);
    assertThat(Branches.of(many)).containsExactly(many);
    assertThat(Branches.of(numbers("to_number", 0))).hasSize(1);
  }
}
