package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.Answer;
import users.Call;
import users.TestService;

/** What a client's requests on one connection do to each other: nothing. */
class ConnectionsIT {
  private final TestService service = TestService.shared();

  /** The body comes after the head, and nobody reads it. */
  @ParameterizedTest
  @CsvSource({
    "POST, /v1/users, text/plain, 415",
    "POST, /v1/users, nonsense, 415",
    "POST, /nowhere, application/json, 404",
    "PUT, /v1/users, application/json, 405",
    "GET, /v1/users, application/json, 200",
    "DELETE, /v1/users/0199b0a4-7e1c-7c2e-9d1f-3b6f5a2c8e10, application/json, 404",
    "POST, /v1/users/nobody/suspend, application/json, 404"
  })
  void anUnreadBodyKeepsTheConnection(String method, String path, String type, int status)
      throws IOException {
    String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      write(socket, head + "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n");
      whileTheServerWaits();
      write(socket, "{}");
      Answer first = RawHttp.read(socket.getInputStream());
      write(socket, "GET /v1/users HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Answer second = RawHttp.read(socket.getInputStream());

      assertThat(first.status()).isEqualTo(status);
      assertThat(first.headers().firstValue("Connection")).isEmpty();
      assertThat(second.status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatEndsWithHalfACharacterIsNoHarmToTheNextRequest() throws IOException {
    String head =
        "POST /v1/users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      write(socket, head + "Content-Length: 3\r\n\r\n{\u00e9\n");
      Answer first = RawHttp.read(socket.getInputStream());
      write(socket, "GET /v1/users HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Answer second = RawHttp.read(socket.getInputStream());

      assertThat(first.outcome()).isEqualTo("400 MALFORMED_JSON");
      assertThat(second.status()).isEqualTo(200);
    }
  }

  /** Time enough for the server to have seen the head, as it has answered others. */
  private void whileTheServerWaits() {
    for (int i = 0; i < 10; i++) {
      assertThat(service.send(Call.get("/v1/users")).status()).isEqualTo(200);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
