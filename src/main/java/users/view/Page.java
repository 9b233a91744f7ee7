package users.view;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next the cursor of the page after this one; empty on the last page
 * @param lag how far the list is behind; nothing that happened before the call is missing without
 *     being counted here
 */
public record Page(List<UserRow> items, Optional<String> next, Lag lag) {}
