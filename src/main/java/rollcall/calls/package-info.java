/// The Call: its declaration, its stored form, and how calls are written. What a call is in the API
/// is declared in [rollcall.calls.Calls] and nowhere else.
@NullMarked
package rollcall.calls;

import org.jspecify.annotations.NullMarked;
