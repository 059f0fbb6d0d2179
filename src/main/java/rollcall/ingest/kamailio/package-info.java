/// Kamailio: events that its script sends, records of module acc, and call detail records of module
/// dialog, each as a flat JSON object.
@NullMarked
package rollcall.ingest.kamailio;

import org.jspecify.annotations.NullMarked;
