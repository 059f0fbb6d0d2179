package rollcall.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.app.TestApp;
import rollcall.calls.Calls;
import rollcall.database.Tenant;
import rollcall.jsonapi.schema.Draft;
import rollcall.jsonapi.sql.InsertWriter;
import rollcall.organisations.OrganisationId;

/// A client that asks for more than sockets hold, takes in the beginning and then stops reading.
final class LongList implements AutoCloseable {
  private static final int CALLS = 6_000;
  private static final int BATCH = 500;
  private static final int RECEIVE_BYTES = 4_096;

  private final TestApp app;
  private final UUID organisation;
  private final Socket socket = new Socket();

  private LongList(TestApp app, UUID organisation) {
    this.app = app;
    this.organisation = organisation;
  }

  static LongList of(TestApp app) {
    var tenant = app.database().createOrganisation();
    var insert = new InsertWriter(Calls.TYPE);
    for (var start = 0; start < CALLS; start += BATCH) {
      app.database()
          .database()
          .write(
              tenant,
              session ->
                  insert.insert(session, tenant.organisationId(), Instant.EPOCH, calls(tenant)));
    }
    return new LongList(app, tenant.organisationId());
  }

  private static List<Draft> calls(Tenant tenant) {
    var drafts = new ArrayList<Draft>();
    var source = tenant.organisationId() + "-".repeat(1_000);
    for (var i = 0; i < BATCH; i++) {
      var id = UUID.randomUUID();
      var values = new Object[Calls.TYPE.attributes().size()];
      values[Calls.TYPE.position("direction")] = "inbound";
      values[Calls.TYPE.position("from_number")] = "+1";
      values[Calls.TYPE.position("to_number")] = "+2";
      values[Calls.TYPE.position("call_uuid")] = id.toString();
      values[Calls.TYPE.position("call_source")] = source;
      drafts.add(Draft.of(Calls.TYPE, Optional.of(id), Arrays.asList(values)));
    }
    return drafts;
  }

  UUID organisation() {
    return organisation;
  }

  /// Asks, and waits for the first byte.
  void begin() throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BYTES);
    socket.connect(new InetSocketAddress("127.0.0.1", app.port()));
    var request =
        "GET /api/calls HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer "
            + TestApp.token(new OrganisationId(organisation))
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    if (socket.getInputStream().read() < 0) {
      throw new IOException("no answer");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
