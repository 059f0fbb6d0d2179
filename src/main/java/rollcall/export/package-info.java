/// Rows as files: a list that JSON:API would answer, as CSV, lines of JSON or Parquet, written
/// while the rows arrive. Which rows those are, and who asks for them how, is decided elsewhere.
@NullMarked
package rollcall.export;

import org.jspecify.annotations.NullMarked;
