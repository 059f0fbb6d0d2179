/// What switches say, as reports of calls: what the rooms of the single switches share. A
/// normaliser gives evidence only; what follows from it is decided in [rollcall.calls]. No file, no
/// database and no network may enter, so that one normaliser serves files, requests and events
/// alike.
@NullMarked
package rollcall.ingest;

import org.jspecify.annotations.NullMarked;
