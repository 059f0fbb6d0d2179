/// Connections to switches that Rollcall makes itself: what all of them share. A package for each
/// kind of switch speaks its protocol.
@NullMarked
package rollcall.switches;

import org.jspecify.annotations.NullMarked;
