package rollcall.api;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The OpenAPI document of the service, made when it is first asked for: few ask, and every start
/// would wait for it. Thread-safe.
public final class Description {
  private final Supplier<String> maker;
  private @Nullable String made;

  /// What `maker` makes, which is asked once.
  public Description(Supplier<String> maker) {
    this.maker = maker;
  }

  synchronized String text() {
    var text = made == null ? maker.get() : made;
    made = text;
    return text;
  }
}
