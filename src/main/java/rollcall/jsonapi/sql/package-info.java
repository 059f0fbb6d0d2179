/// A plan written as SQL: text with placeholders and the values to bind. No value ever stands in
/// the text, and every table is met with the tenant's equality.
@NullMarked
package rollcall.jsonapi.sql;

import org.jspecify.annotations.NullMarked;
