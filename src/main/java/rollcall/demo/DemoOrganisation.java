package rollcall.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.jsonapi.schema.Draft;
import rollcall.organisations.OrganisationId;
import rollcall.organisations.Organisations;

/// An organisation of the demo and what its calls are like. `weekdayCalls` is how many it has on a
/// working day; numbers are from the ranges that are kept free for fiction.
public enum DemoOrganisation {
  /// A clinic in New York: patients call in the morning of working days.
  CLINIC(
      "0de00000-0000-4000-8000-000000000001",
      "Northwind Clinic",
      "clinic.example",
      "America/New_York",
      150,
      0.12,
      0.70,
      List.of("+12125550140", "+12125550141"),
      List.of("+1212555013%d", "+1718555012%d", "+1917555018%d", "+1646555011%d"),
      List.of("reception", "nurse.ines", "nurse.tomas", "dr.okafor", "billing"),
      List.of("freeswitch", "kamailio")),
  /// A forwarder in London: it calls ships, drivers and customers at any hour.
  LOGISTICS(
      "0de00000-0000-4000-8000-000000000002",
      "Harbour Logistics",
      "harbour.example",
      "Europe/London",
      90,
      0.45,
      0.40,
      List.of("+442079460100", "+493023125100"),
      List.of("+44207946020%d", "+44161496033%d", "+4930231252%d0", "+44770090060%d"),
      List.of("dispatch", "night-desk", "ana", "piotr", "gate-3", "customs"),
      List.of("asterisk", "webhook"));

  private final OrganisationId id;
  private final String title;
  private final String sipDomain;
  final String zone;
  final int weekdayCalls;
  final double weekendShare;
  final double inboundShare;
  final List<String> ownNumbers;
  final List<String> otherNumbers;
  final List<String> users;
  final List<String> sources;

  DemoOrganisation(
      String id,
      String title,
      String sipDomain,
      String zone,
      int weekdayCalls,
      double weekendShare,
      double inboundShare,
      List<String> ownNumbers,
      List<String> otherNumbers,
      List<String> users,
      List<String> sources) {
    this.id = new OrganisationId(UUID.fromString(id));
    this.title = title;
    this.sipDomain = sipDomain;
    this.zone = zone;
    this.weekdayCalls = weekdayCalls;
    this.weekendShare = weekendShare;
    this.inboundShare = inboundShare;
    this.ownNumbers = ownNumbers;
    this.otherNumbers = otherNumbers;
    this.users = users;
    this.sources = sources;
  }

  /// Its identifier, the same in every demo.
  public OrganisationId id() {
    return id;
  }

  /// Its name.
  public String title() {
    return title;
  }

  /// The row of it.
  public Draft draft() {
    return new Draft(
        Organisations.TYPE,
        Optional.of(id.value()),
        Arrays.asList(title, "standard", sipDomain, null));
  }
}
