package rollcall.jsonapi.query;

/// The bounds of a query: `parameterDepth` brackets in a key, `filterDepth` nested statements,
/// `filterCost` units as weighed by [Operator#cost()], `sortTerms` keys in `sort`, `listItems`
/// values in one list.
public record QueryLimits(
    int parameterDepth, int filterDepth, int filterCost, int sortTerms, int listItems) {

  /// The bounds of a server that was told no others.
  public static final QueryLimits DEFAULT = new QueryLimits(64, 64, 2_000, 32, 5_000);
}
