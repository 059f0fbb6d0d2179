/// What sources delivered: kept before it is acknowledged, then read and reported, in the order in
/// which it came, and kept for a while so that it can be read again. It decides nothing about
/// calls, and reads nothing itself: that is the business of [rollcall.calls] and [rollcall.ingest].
@NullMarked
package rollcall.inbox;

import org.jspecify.annotations.NullMarked;
