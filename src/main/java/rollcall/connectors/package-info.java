/// The connections of a running server to the switches of its sources: which there are, that they
/// are made anew when they break, that what they hear is kept, and that every call ends.
@NullMarked
package rollcall.connectors;

import org.jspecify.annotations.NullMarked;
