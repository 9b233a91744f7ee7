package users.view;

/**
 * How far the read side is behind the journal.
 *
 * @param seconds the age of the oldest event that is not in it yet, 0 if there is none
 * @param events how many are not in it yet; at least so many if there are more than a thousand
 */
public record Lag(double seconds, long events) {}
