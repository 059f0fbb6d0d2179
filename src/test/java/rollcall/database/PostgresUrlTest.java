package rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresUrlTest {
  @Test
  void readsEveryPart() {
    assertThat(
            PostgresUrl.parse("postgresql://me:secret@db.example:6432/calls?sslmode=require&a=b"))
        .isEqualTo(
            new DatabaseAddress(
                "db.example", 6432, "calls", "me", "secret", "sslmode=require&a=b"));
  }

  @Test
  void takesTheUsualPortNoPasswordAndOtherSchemes() {
    var address = new DatabaseAddress("db", 5432, "calls", "me", "", "");
    assertThat(PostgresUrl.parse("postgresql://me@db/calls")).isEqualTo(address);
    assertThat(PostgresUrl.parse("postgres://me@db/calls")).isEqualTo(address);
    assertThat(PostgresUrl.parse("jdbc:postgresql://me:@db:5432/calls")).isEqualTo(address);
  }

  @Test
  void decodesPercentSignsButNoPlus() {
    var address = PostgresUrl.parse("postgresql://m%40e:p%3A%2F%25+%C3%BC@[::1]:1/my%20calls");
    assertThat(address).isEqualTo(new DatabaseAddress("[::1]", 1, "my calls", "m@e", "p:/%+ü", ""));
    assertThat(PostgresUrl.jdbc(address)).isEqualTo("jdbc:postgresql://[::1]:1/my%20calls");
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://me:secret@db/calls, must begin with postgresql://",
    "db/calls, must begin with postgresql://",
    "postgresql:calls, names no host",
    "postgresql://me:secret@/calls, names no host",
    "postgresql://me:secret@db:x/calls, names no host",
    "postgresql://me:secret@db:70000/calls, no possible port",
    "postgresql://db/calls, names no user",
    "postgresql://me:secret@db, names no database",
    "postgresql://me:secret@db/, names no database",
    "postgresql://me:secret@db/calls#a, '#, which must be written %23'",
    "postgresql://me:secret@db/calls?a=b&o%70tions=-c, 'the parameter options, which Rollcall'",
    "postgresql://me:secret^@db/calls, an error at character",
    "postgresql://me:secret%zz@db/calls, an error at character",
  })
  void saysWhatIsWrongWithoutThePassword(String url, String fault) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PostgresUrl.parse(url))
        .withMessageStartingWith("The database URL ")
        .withMessageContaining(fault)
        .withMessageNotContaining("secret")
        .withNoCause();
  }
}
