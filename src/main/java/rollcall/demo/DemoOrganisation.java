package rollcall.demo;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.jsonapi.schema.Draft;
import rollcall.organisations.OrganisationId;
import rollcall.organisations.Organisations;

/// An organisation of the demo and what its calls are like: `weekdayCalls` on a working day, that
/// times `weekendShare` on others, and `inboundShare` of them from outside. All numbers are from
/// the ranges that are kept free for fiction; `%d` in those of others stands for any digit.
public record DemoOrganisation(
    OrganisationId id,
    String name,
    String sipDomain,
    ZoneId zone,
    int weekdayCalls,
    double weekendShare,
    double inboundShare,
    List<String> ownNumbers,
    List<String> otherNumbers,
    List<String> users,
    List<String> sources) {

  /// A clinic in New York: patients call, mostly in the morning of working days.
  public static final DemoOrganisation CLINIC =
      new DemoOrganisation(
          new OrganisationId(UUID.fromString("0de00000-0000-4000-8000-000000000001")),
          "Northwind Clinic",
          "clinic.example",
          ZoneId.of("America/New_York"),
          130,
          0.12,
          0.70,
          List.of("+12125550140", "+12125550141"),
          List.of("+1212555013%d", "+1718555012%d", "+1917555018%d", "+1646555011%d"),
          List.of("reception", "nurse.ines", "nurse.tomas", "dr.okafor", "billing"),
          List.of("freeswitch", "kamailio"));

  /// A forwarder in London: it calls drivers and customers, also at the weekend.
  public static final DemoOrganisation LOGISTICS =
      new DemoOrganisation(
          new OrganisationId(UUID.fromString("0de00000-0000-4000-8000-000000000002")),
          "Harbour Logistics",
          "harbour.example",
          ZoneId.of("Europe/London"),
          78,
          0.45,
          0.40,
          List.of("+442079460100", "+493023125100"),
          List.of("+44207946020%d", "+44161496033%d", "+4930231252%d0", "+44770090060%d"),
          List.of("dispatch", "night-desk", "ana", "piotr", "gate-3", "customs"),
          List.of("asterisk", "webhook"));

  /// Every organisation of the demo.
  public static final List<DemoOrganisation> ALL = List.of(CLINIC, LOGISTICS);

  /// Copies the lists.
  public DemoOrganisation {
    ownNumbers = List.copyOf(ownNumbers);
    otherNumbers = List.copyOf(otherNumbers);
    users = List.copyOf(users);
    sources = List.copyOf(sources);
  }

  /// The row of it.
  public Draft draft() {
    var values = new @Nullable Object[Organisations.TYPE.attributes().size()];
    values[Organisations.TYPE.position("name")] = name;
    values[Organisations.TYPE.position("plan")] = "standard";
    values[Organisations.TYPE.position("sip_domain")] = sipDomain;
    return Draft.of(Organisations.TYPE, Optional.of(id.value()), Arrays.asList(values));
  }
}
