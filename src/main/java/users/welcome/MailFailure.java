package users.welcome;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/** What an exception of the mail library means for the mail. */
final class MailFailure {

  static Delivery of(MessagingException failure) {
    List<Exception> all = chain(failure);
    for (Exception one : all) {
      if (one instanceof SMTPAddressFailedException refusal) {
        return ofAddress(refusal.getReturnCode());
      }
    }
    for (Exception one : all) {
      if (concernsEveryMail(one)) {
        return new Delivery.Unreachable(one.getClass().getSimpleName());
      }
      if (one instanceof SMTPSendFailedException answer) {
        return new Delivery.Failed(String.valueOf(answer.getReturnCode()));
      }
    }
    return new Delivery.Failed(all.get(all.size() - 1).getClass().getSimpleName());
  }

  /** For a missing STARTTLS there is no class, only these words. */
  private static boolean concernsEveryMail(Exception one) {
    return one instanceof MailConnectException
        || one instanceof AuthenticationFailedException
        || one instanceof SSLException
        || String.valueOf(one.getMessage()).startsWith("STARTTLS is required");
  }

  /** The answer to RCPT: 5xx is for ever (RFC 5321, 4.2.1). */
  private static Delivery ofAddress(int code) {
    return code >= 500
        ? new Delivery.Refused(String.valueOf(code))
        : new Delivery.Failed(String.valueOf(code));
  }

  /** The library nests by a way of its own. */
  private static List<Exception> chain(MessagingException failure) {
    var chain = new ArrayList<Exception>();
    Exception next = failure;
    while (next != null && !chain.contains(next)) {
      chain.add(next);
      next = next instanceof MessagingException outer ? outer.getNextException() : null;
    }
    return chain;
  }

  private MailFailure() {}
}
