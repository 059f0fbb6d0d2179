/// FreeSWITCH: call detail records of mod_json_cdr, in all forms in which it posts and spools them,
/// and events of the event socket.
@NullMarked
package rollcall.ingest.freeswitch;

import org.jspecify.annotations.NullMarked;
