package users.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address: how one is recognised, and when two are the same. The shape follows the HTML
 * standard's (a local part of dot-free-form atoms, a domain of host labels), opened to
 * internationalised local parts (RFC 6531) and domains (RFC 3490, the one that the JDK knows).
 */
public final class EmailAddress {

  /** The longest address, in octets (RFC 5321, 4.5.3.1.3, less the angle brackets). */
  public static final int LONGEST = 254;

  private static final int LONGEST_LOCAL_PART = 64;

  /** Letters that are drawn as nothing: with them, two addresses would look the same. */
  private static final String UNSEEN =
      "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180D\\u180F\\uFE00-\\uFE0F\\x{E0100}-\\x{E01EF}";

  private static final String ATOM = "[^\\p{Z}\\p{C}" + UNSEEN + "\"(),:;<>@\\[\\\\\\].]+";
  private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  /**
   * The form under which two addresses are the same: trimmed, Unicode NFKC, lower case, the domain
   * in ASCII. Total: what is no address is normalised as far as it goes.
   */
  public static String key(String address) {
    String text = plain(address);
    int at = text.lastIndexOf('@');
    return at < 0
        ? folded(text)
        : folded(text.substring(0, at)) + "@" + asciiDomain(text.substring(at + 1));
  }

  /** The form that a mail server takes: full-width forms plain, the domain in ASCII. */
  public static String deliverable(String address) {
    String text = plain(address);
    int at = text.lastIndexOf('@');
    return at < 0 ? text : text.substring(0, at + 1) + asciiDomain(text.substring(at + 1));
  }

  /** Whether this is an address at all. */
  public static boolean isOne(String address) {
    String key = key(address);
    int at = key.lastIndexOf('@');
    return at > 0
        && key.substring(0, at).getBytes(UTF_8).length <= LONGEST_LOCAL_PART
        && key.getBytes(UTF_8).length <= LONGEST
        && LOCAL_PART.matcher(key.substring(0, at)).matches()
        && DOMAIN.matcher(key.substring(at + 1)).matches();
  }

  private static String plain(String address) {
    // Stripped again: NFKC makes plain spaces of others that strip() lets stand.
    return Normalizer.normalize(address.strip(), Normalizer.Form.NFKC).strip();
  }

  /** The final sigma is lower case like the other, yet which one a capital becomes depends. */
  private static String folded(String local) {
    String lower = local.toLowerCase(Locale.ROOT).replace('\u03C2', '\u03C3');
    return Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  private static String asciiDomain(String domain) {
    String lower = domain.toLowerCase(Locale.ROOT);
    try {
      return IDN.toASCII(lower, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException notADomain) {
      return lower;
    }
  }

  private EmailAddress() {}
}
