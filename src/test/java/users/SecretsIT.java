package users;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import users.infrastructure.TestDatabase;
import users.security.Issuer;

/** Runs the service with good and bad traffic, and looks for what must not be in its logs. */
class SecretsIT {
  private static final Issuer ISSUER = new Issuer("k1");
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("users");

  private final LogLines lines = LogLines.of(Logger.ROOT_LOGGER_NAME);
  private final Level before = ROOT.getLevel();

  @BeforeEach
  void logAll() {
    ROOT.setLevel(Level.INFO);
    OURS.setLevel(Level.DEBUG);
  }

  @AfterEach
  void logAsBefore() {
    lines.close();
    ROOT.setLevel(before);
    OURS.setLevel(null);
  }

  @Test
  void nothingPersonalAndNoSecretIsLogged(@TempDir Path folder) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "smtp-Geheimnis\n");
    String token = ISSUER.token("ann", "users:read users:write users:admin");
    try (TestService service =
        TestService.start(
            TestDatabase.create(),
            String.join("\n", ISSUER.settings()),
            "users.welcome.mail { host = 127.0.0.1, port = 1, user = mailer }",
            "users.welcome.mail.password-file = \"" + password + "\"")) {
      traffic(service, token);
      Awaitility.await().until(() -> logged().contains("ail"));
    }

    assertThat(logged())
        .contains("/v1/users")
        .doesNotContain("smtp-Geheimnis")
        .doesNotContain(token, token.substring(token.length() - 40), "rubbish-token")
        .doesNotContainIgnoringCase("quimby", "winifred", "@example.com");
  }

  private static void traffic(TestService service, String token) {
    String body =
        "{\"firstName\":\"Winifred\",\"lastName\":\"Quimby\",\"email\":\"winifred@example.com\"}";
    Answer created = service.send(with(token, Call.post("/v1/users", body)));
    assertThat(created.status()).isEqualTo(201);
    String path = created.header("Location");
    List.of(
            Call.post("/v1/users", body),
            Call.post("/v1/users", body.replace("firstName", "winifred")),
            Call.post("/v1/users", body.substring(0, 40)),
            Call.patch(path, "{\"email\":\"w.quimby@example.com\"}"),
            Call.patch(path, "{\"lastName\":\"Quimby\\u0000\"}").ifMatch("\"99\""),
            Call.get("/v1/users?email=winifred@example.com"),
            Call.get("/v1/users?q=quimby"),
            Call.get("/v1/users?winifred=quimby"),
            Call.get("/v1/winifred@example.com"),
            Call.get("/v1/events"),
            Call.delete(path))
        .forEach(call -> service.send(with(token, call)));
    service.send(with("rubbish-token", Call.get(path)));
    service.send(with(new Issuer("k1").token("winifred@example.com", ""), Call.get(path)));
  }

  private static Call with(String token, Call call) {
    return call.with("Authorization", "Bearer " + token);
  }

  private String logged() {
    return lines.all().stream().map(SecretsIT::text).collect(Collectors.joining("\n"));
  }

  private static String text(ILoggingEvent event) {
    return event.getFormattedMessage()
        + event.getKeyValuePairs()
        + event.getMDCPropertyMap()
        + (event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }
}
