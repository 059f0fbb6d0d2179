/// Connections to the manager interface of an Asterisk.
@NullMarked
package rollcall.switches.asterisk;

import org.jspecify.annotations.NullMarked;
