/// FreeSWITCH: call detail records of mod_json_cdr, in all forms in which it posts and spools them.
@NullMarked
package rollcall.ingest.freeswitch;

import org.jspecify.annotations.NullMarked;
