package users.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.TestService;
import users.infrastructure.TestDatabase;

class HttpsIT {

  @Test
  void theApiSpeaksTlsAndTakesNewCertificates(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.in(folder);
    try (TestService service =
        TestService.start(
            TestDatabase.create(),
            "users.http.tls { reread = 0s }",
            "users.http.tls.cert = \"" + folder.resolve("api.crt") + "\"",
            "users.http.tls.key = \"" + folder.resolve("api.key") + "\"")) {
      HttpResponse<String> first = get(service, certificates);
      certificates.renewApi();
      HttpResponse<String> second = get(service, certificates);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000");
      assertThat(first.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(serial(second)).isNotEqualTo(serial(first));
    }
  }

  @Test
  void doesNotStartWithFilesThatAreNone(@TempDir Path folder) {
    var tls = "users.http.tls { cert = \"" + folder.resolve("no.crt") + "\", key = \"x\" }";

    assertThatThrownBy(() -> TestService.start(TestDatabase.create(), tls))
        .hasMessageContaining("USERS_TLS_CERT");
  }

  private static HttpResponse<String> get(TestService service, Certificates certificates)
      throws Exception {
    URI uri = URI.create("https://localhost:" + service.port() + "/v1/users");
    return HttpClient.newBuilder()
        .sslContext(certificates.client())
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static BigInteger serial(HttpResponse<String> response) throws Exception {
    var shown = (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
    return shown.getSerialNumber();
  }
}
