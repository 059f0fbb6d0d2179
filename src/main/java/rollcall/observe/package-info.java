/// What happened: call sites make an [rollcall.observe.Observation], and this room alone decides
/// what becomes a log line or a metric. It knows nothing of the other rooms.
@NullMarked
package rollcall.observe;

import org.jspecify.annotations.NullMarked;
