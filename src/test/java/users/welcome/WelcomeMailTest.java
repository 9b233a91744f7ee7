package users.welcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.domain.Profile;

class WelcomeMailTest {
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  static final String ID = UUID.randomUUID().toString();
  static final Profile ANN = new Profile("Ann", "Lee", "Ann@Example.com");

  final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void sendsTheTemplatesFilledIn() throws Exception {
    assertThat(send("", ANN)).isEqualTo(new Delivery.Sent());

    MimeMessage mail = onlyMail();
    assertThat(mail.getSubject()).isEqualTo("Welcome, Ann");
    assertThat((String) mail.getContent()).startsWith("Dear Ann Lee,\r\n");
    assertThat(mail.getFrom()).containsExactly(new InternetAddress("users@example.org", "Users"));
    assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("Ann@Example.com"));
    assertThat(mail.getMessageID()).isEqualTo("<welcome." + ID + "@example.org>");
    assertThat(mail.getSentDate()).isEqualTo(Date.from(NOW));
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void namesMayBeInAnyScript() throws Exception {
    send("", new Profile("Zoë 李", "Łukasiewicz, \"Ł\"", "zoe@bücher.example"));

    MimeMessage mail = onlyMail();
    var recipient = (InternetAddress) mail.getRecipients(Message.RecipientType.TO)[0];
    assertThat(recipient.getPersonal()).isEqualTo("Zoë 李 Łukasiewicz, \"Ł\"");
    assertThat(recipient.getAddress()).isEqualTo("zoe@xn--bcher-kva.example");
    assertThat(mail.getSubject()).isEqualTo("Welcome, Zoë 李");
    assertThat((String) mail.getContent()).contains("Zoë 李 Łukasiewicz");
  }

  @Test
  void aNameCannotAddHeadersOrFields() throws Exception {
    send("", new Profile("Ann\r\nBcc: eve@example.com\r\n\r\nx", "{firstName}\u2028", "ann@x.org"));

    MimeMessage mail = onlyMail();
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject()).isEqualTo("Welcome, Ann Bcc: eve@example.com x");
    assertThat((String) mail.getContent()).contains("{firstName}");
    assertThat(mail.getAllRecipients()).hasSize(1);
  }

  @Test
  void anAddressCannotAddRecipients() {
    assertThat(send("", new Profile("Ann", "Lee", "ann@x.org>\r\nRCPT TO:<eve@x.org")))
        .isEqualTo(new Delivery.Refused("not an address"));
    assertThat(send("", new Profile("Ann", "Lee", "ann@x.org, eve@x.org")))
        .isEqualTo(new Delivery.Refused("not an address"));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aLocalPartInAnyScriptNeedsAServerThatTakesIt() throws Exception {
    Profile zoe = new Profile("Zoë", "Lee", "Zoë@bücher.example");
    assertThat(send("", zoe)).isEqualTo(new Delivery.Sent());
    assertThat(onlyMail().getHeader("To")[0]).contains("Zoë@xn--bcher-kva.example");

    try (var old = SmtpServer.start(0, SmtpServer.Mood::good)) {
      assertThat(send("port = " + old.port(), zoe)).isEqualTo(new Delivery.Refused("no SMTPUTF8"));
      assertThat(old.mails()).isEmpty();
    }
  }

  @Test
  void noServerIsNobodysFault() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(send("port = " + port, ANN))
        .isEqualTo(new Delivery.Unreachable("MailConnectException"));
  }

  @Test
  void nothingGoesOutInClearUnlessAllowed() {
    assertThat(send("security = starttls", ANN)).isInstanceOf(Delivery.Unreachable.class);
    assertThat(send("security = if-offered, user = ann, password = secret", ANN))
        .isInstanceOf(Delivery.Unreachable.class);
    assertThat(server.getReceivedMessages()).isEmpty();

    assertThat(send("security = if-offered", ANN)).isEqualTo(new Delivery.Sent());
  }

  @Test
  void aServerWithAnUnknownCertificateGetsNothing() {
    var secure = new GreenMail(ServerSetup.SMTPS.dynamicPort());
    secure.start();
    try {
      int port = secure.getSmtps().getPort();
      assertThat(send("security = tls, port = " + port, ANN))
          .isInstanceOf(Delivery.Unreachable.class);
      assertThat(secure.getReceivedMessages()).isEmpty();
    } finally {
      secure.stop();
    }
  }

  @Test
  void credentialsAreUsed() {
    server.setUser("ann@example.com", "ann", "secret");
    server.getUserManager().setAuthRequired(true);

    assertThat(send("user = ann, password = wrong", ANN))
        .isEqualTo(new Delivery.Unreachable("AuthenticationFailedException"));
    assertThat(send("user = ann, password = secret", ANN)).isEqualTo(new Delivery.Sent());
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> MailSettings.of(settings("security = maybe")))
        .hasMessage("users.welcome.mail.security is wrong: maybe");
    assertThatThrownBy(() -> MailSettings.of(settings("from = nobody")))
        .hasMessage("users.welcome.mail.from is wrong: nobody");
    assertThatThrownBy(() -> MailSettings.of(settings("body-file = conf/none.txt")))
        .hasMessage("Mail template conf/none.txt: conf/none.txt");
    assertThatThrownBy(() -> new Template("Dear {frstName}"))
        .hasMessage("unknown field {frstName}");
  }

  private Delivery send(String settings, Profile profile) {
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new WelcomeMail(MailSettings.of(settings(settings)), clock).send(ID, profile);
  }

  private Config settings(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(
            ConfigFactory.parseString(
                "host = localhost, security = none, from = \"users@example.org\", port = "
                    + server.getSmtp().getPort()))
        .withFallback(ConfigFactory.load().getConfig("users.welcome.mail"));
  }

  private MimeMessage onlyMail() {
    assertThat(server.getReceivedMessages()).hasSize(1);
    return server.getReceivedMessages()[0];
  }
}
