package rollcall.jsonapi.document;

/// A resource identifier object as it was sent, at `place`.
record SentIdentifier(Place place, Said type, Said id, Said lid) {}
