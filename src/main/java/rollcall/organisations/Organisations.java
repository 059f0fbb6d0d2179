package rollcall.organisations;

import java.util.List;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.DefaultOrder;
import rollcall.jsonapi.schema.ResourceType;
import rollcall.jsonapi.schema.ValueType;

/// The declaration of the Organisation, of which a request sees its own alone.
public final class Organisations {
  /// The resource.
  public static final ResourceType TYPE =
      new ResourceType(
          "Organisation",
          "organisations",
          "organisations",
          "id",
          List.of(
              Attribute.required("name", new ValueType.Text(), "The organisation's name."),
              Attribute.required("plan", new ValueType.Text(), "The plan it is on."),
              Attribute.nullable("sip_domain", new ValueType.Text(), "Its SIP domain."),
              Attribute.nullable("owner_id", new ValueType.Uuid(), "The user who owns it."),
              Attribute.nullable(
                      "default_country",
                      new ValueType.Text(),
                      "The country whose national way of writing numbers is its own, as an ISO 3166"
                          + " code of two letters; matches reads numbers so.")
                  .whenNamed()
                  .byService(),
              Attribute.nullable(
                      "retention_days",
                      new ValueType.Int64(),
                      "After how many days its calls are removed; never, where this is null.")
                  .whenNamed()
                  .byService()),
          List.of(),
          new DefaultOrder("id", false));

  private Organisations() {}
}
