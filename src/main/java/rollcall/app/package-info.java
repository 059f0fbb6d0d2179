/// The program as a whole: configuration, and the wiring of all rooms, by hand, in the order of
/// start and stop.
@NullMarked
package rollcall.app;

import org.jspecify.annotations.NullMarked;
