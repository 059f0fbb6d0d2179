/// Kamailio: events that its script sends, records of module acc, call detail records, and the
/// dialogs that it lists, each as a flat JSON object.
@NullMarked
package rollcall.ingest.kamailio;

import org.jspecify.annotations.NullMarked;
