package rollcall.cli;

import java.net.URI;
import rollcall.database.PostgresUrl;
import rollcall.sources.Source;
import rollcall.switches.Endpoint;

/// What to put into the configuration of a Kamailio, for each setting of its source.
final class KamailioSetup {
  private KamailioSetup() {}

  /// The text for a switch that reaches the door of `source` at `door`.
  static String text(Source source, String door) {
    var settings = source.settings();
    return settings
            .address()
            .flatMap(Endpoint::parse)
            .map(KamailioSetup::evapi)
            .orElseGet(() -> http(source, door))
        + settings.rpcUrl().map(URI::create).map(KamailioSetup::rpc).orElse("")
        + settings.databaseUrl().map(KamailioSetup::tables).orElse("")
        + """

        $var(json) is one JSON object for an event of a call, a record of acc or a CDR. A whole
        kamailio.cfg, which makes them and does all of this, is in examples/kamailio.
        """;
  }

  private static String http(Source source, String door) {
    var login = door.indexOf("://") + 3;
    var withLogin = door.substring(0, login) + source.sender() + ":SECRET@" + door.substring(login);
    return """
        Put this into kamailio.cfg, with the first line of
        %2$s
        in the place of SECRET:

        loadmodule "http_client.so"
        modparam("http_client", "authmethod", 1)
        modparam("http_client", "httpcon", "rollcall=>%1$s")

        # Not http_connect, which reads variables in what strangers wrote:
        http_connect_raw("rollcall", "/event", "application/json", $var(json), "$var(answer)");
        http_connect_raw("rollcall", "/acc", "application/json", $var(json), "$var(answer)");
        http_connect_raw("rollcall", "/cdr", "application/json", $var(json), "$var(answer)");
        """
        .formatted(withLogin, SourceSetup.file(source));
  }

  private static String evapi(Endpoint address) {
    return """
        Put this into kamailio.cfg. Whoever connects there hears of all calls, so it must be the
        loopback or a private network:

        loadmodule "evapi.so"
        modparam("evapi", "bind_addr", "%s")
        modparam("evapi", "workers", 1)
        modparam("evapi", "netstring_format", 1)

        # In the route that tells of calls:
        evapi_relay("$var(json)");
        """
        .formatted(address);
  }

  private static String rpc(URI url) {
    var isSecure = "https".equals(url.getScheme());
    var port = url.getPort() < 0 ? (isSecure ? 443 : 80) : url.getPort();
    return """

        # Which calls go on. The interface could do far more, so only what asks is let in:
        listen=%1$s:%2$s:%3$d
        tcp_accept_no_cl=yes
        loadmodule "jansson.so"
        loadmodule "xhttp.so"
        loadmodule "jsonrpcs.so"
        modparam("jsonrpcs", "transport", 1)

        event_route[xhttp:request] {
          $var(method) = "";
          if ($rm == "POST" && jansson_get("method", "$rb", "$var(method)")) {
            switch ($var(method)) {
              case "dlg.list":
              case "dlg.stats_active":
              case "core.version":
              case "core.uptime":
                jsonrpc_dispatch();
                return;
            }
          }
          xhttp_reply("403", "Forbidden", "text/plain", "Only dlg.list and its like\\n");
        }
        """
        .formatted(isSecure ? "tls" : "tcp", url.getHost(), port);
  }

  private static String tables(String databaseUrl) {
    var address = PostgresUrl.parse(databaseUrl);
    return """

        # Records of all calls, in tables with the columns of examples/kamailio/database.sql. KAMAILIO
        # and PASSWORD are the login by which Kamailio writes; Rollcall reads as %4$s.
        loadmodule "db_postgres.so"
        loadmodule "acc.so"
        modparam("acc", "db_url", "postgres://KAMAILIO:PASSWORD@%1$s:%2$d/%3$s")
        modparam("acc", "db_flag", 1)
        modparam("acc", "db_missed_flag", 2)
        modparam("acc", "failed_transaction_flag", 3)
        modparam("acc", "time_mode", 1)
        modparam("acc", "db_extra",
          "src_user=$avp(from);dst_user=$avp(to);auth=$avp(user);direction=$avp(direction)")
        modparam("acc", "cdr_enable", 1)
        modparam("acc", "cdr_start_on_confirmed", 1)
        modparam("acc", "cdr_on_failed", 1)
        modparam("acc", "cdr_expired_dlg_enable", 1)
        modparam("acc", "cdrs_table", "acc_cdrs")
        modparam("acc", "cdr_extra",
          "callid=$dlg_var(callid);caller=$dlg_var(from);callee=$dlg_var(to);"
          "sip_username=$dlg_var(au);direction=$dlg_var(dir);outcome=$dlg_var(outcome);"
          "sip_code=$dlg_var(code);started_ts=$dlg_var(started_ts);rang_ts=$dlg_var(rang_ts);"
          "answered_ts=$dlg_var(answered_ts);end_ts=$dlg_var(end_ts)")
        """
        .formatted(address.host(), address.port(), address.database(), address.user());
  }
}
