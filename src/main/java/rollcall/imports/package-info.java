/// Files to rows: reads calls, and whole data sets, from files and hands them to the recorders in
/// batches. Which values are right, and what a repeated row means, is decided elsewhere.
@NullMarked
package rollcall.imports;

import org.jspecify.annotations.NullMarked;
