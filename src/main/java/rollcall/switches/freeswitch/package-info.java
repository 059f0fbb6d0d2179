/// FreeSWITCH: its event socket, and the folder of records that it could not send.
@NullMarked
package rollcall.switches.freeswitch;

import org.jspecify.annotations.NullMarked;
