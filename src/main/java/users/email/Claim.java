package users.email;

/** The answer to a claim of an e-mail address. */
public sealed interface Claim {

  /**
   * The user may take the address while the claim's lease lasts.
   *
   * @param userId the one who claims, or the user for whom an earlier request of the same id did
   * @param repeated whether there was such a request
   */
  record Held(String userId, boolean repeated) implements Claim {}

  /** Another user holds the address, or is about to. */
  record Taken() implements Claim {}

  /** The request's id was used for another content. */
  record CommandIdReused() implements Claim {}
}
