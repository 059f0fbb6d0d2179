/// Asterisk: call detail records as cdr_csv writes them.
@NullMarked
package rollcall.ingest.asterisk;

import org.jspecify.annotations.NullMarked;
