package users.welcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import users.domain.EmailAddress;
import users.domain.Profile;

/** Sends the mail that welcomes a user. Blocks for as long as the server takes. */
final class WelcomeMail {
  private final MailSettings settings;
  private final Clock clock;

  WelcomeMail(MailSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  Delivery send(String userId, Profile profile) {
    String address = EmailAddress.deliverable(profile.email());
    if (!EmailAddress.isOne(address)) {
      return new Delivery.Refused("not an address");
    }
    boolean international = !address.chars().allMatch(c -> c < 128);
    var session = Session.getInstance(properties(international));
    try (SMTPTransport server = (SMTPTransport) session.getTransport("smtp")) {
      connect(server);
      if (international && !server.supportsExtension("SMTPUTF8")) {
        return new Delivery.Refused("no SMTPUTF8");
      }
      Message message = message(session, userId, profile, address);
      server.sendMessage(message, message.getAllRecipients());
      return new Delivery.Sent();
    } catch (MessagingException failure) {
      return MailFailure.of(failure);
    }
  }

  private void connect(SMTPTransport server) throws MessagingException {
    boolean authenticates = !settings.user().isEmpty();
    server.connect(
        settings.host(),
        settings.port(),
        authenticates ? settings.user() : null,
        authenticates ? settings.password() : null);
  }

  private Properties properties(boolean international) {
    Properties properties = settings.properties();
    properties.setProperty("mail.mime.allowutf8", String.valueOf(international));
    return properties;
  }

  private Message message(Session session, String userId, Profile profile, String address)
      throws MessagingException {
    // The same for every attempt, so that a receiver can tell a second copy by it.
    String id = "<welcome." + userId + "@" + settings.domain() + ">";
    var message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    message.setFrom(mailbox(EmailAddress.deliverable(settings.from()), settings.fromName()));
    message.setRecipient(
        Message.RecipientType.TO, mailbox(address, profile.firstName() + " " + profile.lastName()));
    message.setSubject(line(settings.subject().fill(profile)), UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(settings.body().fill(profile), UTF_8.name());
    return message;
  }

  private static InternetAddress mailbox(String address, String name) throws MessagingException {
    try {
      return new InternetAddress(address, line(name), UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new MessagingException("No UTF-8", e);
    }
  }

  /** A line break would end the header, and start one of somebody else's making. */
  private static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
  }
}
