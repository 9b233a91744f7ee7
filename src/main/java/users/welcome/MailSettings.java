package users.welcome;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Properties;
import users.domain.EmailAddress;

/** The settings under {@code users.welcome.mail}, checked. */
record MailSettings(
    String host,
    int port,
    String security,
    String user,
    String password,
    String from,
    String fromName,
    Template subject,
    Template body,
    int timeoutMillis) {

  private static final List<String> SECURITIES = List.of("starttls", "if-offered", "tls", "none");

  static boolean wantedBy(Config mail) {
    return !mail.getString("host").isBlank();
  }

  static MailSettings of(Config mail) {
    return new MailSettings(
        mail.getString("host").strip(),
        checked(mail, mail.getInt("port"), mail.getInt("port") > 0, "port"),
        checked(
            mail,
            mail.getString("security"),
            SECURITIES.contains(mail.getString("security")),
            "security"),
        mail.getString("user"),
        mail.getString("password"),
        checked(mail, mail.getString("from"), EmailAddress.isOne(mail.getString("from")), "from"),
        mail.getString("from-name"),
        Template.read(mail.getString("subject-file")),
        Template.read(mail.getString("body-file")),
        Math.toIntExact(mail.getDuration("timeout").toMillis()));
  }

  /** What the mail library goes by. */
  Properties properties() {
    var properties = new Properties();
    set(properties, "host", host);
    set(properties, "port", port);
    set(properties, "auth", !user.isEmpty());
    set(
        properties,
        "starttls.enable",
        security.equals("starttls") || security.equals("if-offered"));
    // A password never goes out in clear because somebody took the offer out of the greeting.
    set(
        properties,
        "starttls.required",
        security.equals("starttls") || (security.equals("if-offered") && !user.isEmpty()));
    set(properties, "ssl.enable", security.equals("tls"));
    set(properties, "ssl.checkserveridentity", true);
    set(properties, "connectiontimeout", timeoutMillis);
    set(properties, "timeout", timeoutMillis);
    set(properties, "writetimeout", timeoutMillis);
    set(properties, "quitwait", false);
    properties.setProperty("mail.mime.allowutf8", "true");
    return properties;
  }

  /** Where ids of messages belong. */
  String domain() {
    String address = EmailAddress.deliverable(from);
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static void set(Properties properties, String name, Object value) {
    properties.setProperty("mail.smtp." + name, String.valueOf(value));
  }

  private static <T> T checked(Config mail, T value, boolean right, String name) {
    if (!right) {
      throw new IllegalArgumentException(
          "users.welcome.mail." + name + " is wrong: " + mail.getValue(name).unwrapped());
    }
    return value;
  }
}
