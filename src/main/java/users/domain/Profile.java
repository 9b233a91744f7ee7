package users.domain;

/**
 * Who a user is. The constructor checks nothing, since stored events are read through it; input
 * goes through {@link ProfileChange#check}.
 *
 * @param email the address as its owner writes it; {@link EmailAddress#key} compares two
 */
public record Profile(String firstName, String lastName, String email) {

  /** The longest first or last name, in code points. */
  public static final int LONGEST_NAME = 100;
}
