package users.security;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Protected mode: a service that knows nobody serves only those who are on its machine. */
final class Exposure {
  private static final Logger log = LoggerFactory.getLogger(Exposure.class);
  private static final String INSECURE = "yes-i-know";

  /** Throws unless callers are known, are all on this machine, or the operator insists. */
  static void check(Config config, boolean authenticated) {
    Config http = config.getConfig("users.http");
    String host = http.getString("host");
    boolean insecure = isInsecure(http);
    if (!authenticated && !insecure && !isLoopback(host)) {
      throw new IllegalStateException(
          "users.http.host (USERS_HTTP_HOST) is "
              + host
              + ", but no authentication is configured, so everybody there could read and change every user;"
              + " set USERS_JWKS, USERS_ISSUER and USERS_AUDIENCE, or listen on 127.0.0.1,"
              + " or set USERS_HTTP_INSECURE=yes-i-know");
    }
    if (!authenticated) {
      log.warn("No authentication: whoever reaches {} may read and change every user", host);
    }
    checkPeers(config);
  }

  static boolean isInsecure(Config http) {
    String insecure = http.getString("insecure");
    if (!List.of("no", "", INSECURE).contains(insecure)) {
      throw new IllegalArgumentException(
          "users.http.insecure (USERS_HTTP_INSECURE) is neither no nor " + INSECURE);
    }
    return insecure.equals(INSECURE);
  }

  static boolean isLoopback(String host) {
    try {
      return !host.isBlank() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  /** Whoever reaches the port of the cluster can do everything to it. */
  private static void checkPeers(Config config) {
    Config artery = config.getConfig("akka.remote.artery");
    String host = artery.getString("canonical.hostname");
    if (artery.getString("transport").equals("tcp") && !isLoopback(host)) {
      log.warn("Nodes talk without TLS on {}: whoever reaches that port may do everything", host);
    }
  }

  private Exposure() {}
}
