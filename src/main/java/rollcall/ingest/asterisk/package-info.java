/// Asterisk: call detail records as cdr_csv writes them, and events of the manager interface.
@NullMarked
package rollcall.ingest.asterisk;

import org.jspecify.annotations.NullMarked;
