/// Rows to JSON:API bytes, request bodies to drafts, problems to the errors document. It knows the
/// shape of documents, but no resource and no SQL.
@NullMarked
package rollcall.jsonapi.document;

import org.jspecify.annotations.NullMarked;
