/// Connections to a Kamailio: the events that its script relays by module evapi, its list of
/// dialogs, and the tables that module acc writes.
@NullMarked
package rollcall.switches.kamailio;

import org.jspecify.annotations.NullMarked;
