package rollcall.verify;

/// One thing in which an answer is not what was expected.
public record Difference(String what, String expected, String came) {}
