/// Holds any deployment of the service against recorded requests: a vector is sent byte for byte,
/// and its answer is compared with what the contract says. Knows nothing of how an answer is made.
@NullMarked
package rollcall.verify;

import org.jspecify.annotations.NullMarked;
