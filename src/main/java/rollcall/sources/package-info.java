/// The sources: switches and programs that send calls, whose they are, and where their secrets are.
@NullMarked
package rollcall.sources;

import org.jspecify.annotations.NullMarked;
