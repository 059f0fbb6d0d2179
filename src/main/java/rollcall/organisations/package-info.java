/// The Organisation, which is the tenant: its declaration, its identifier, its stored form, and how
/// organisations are written and found.
@NullMarked
package rollcall.organisations;

import org.jspecify.annotations.NullMarked;
