package rollcall.http;

/// Where a server listens and what it bears. Port 0 lets the system choose one.
public record HttpSettings(String host, int port, HttpLimits limits) {}
