package users.email;

/**
 * A deleted user, which holds no address any more and never will.
 *
 * @param version its last one
 */
record Vacancy(String userId, long version) {}
