package users.view;

/** The cursor is not one of ours, or of a list with other filters or another order. */
public final class InvalidCursor extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidCursor(Exception cause) {
    super("Not a cursor of this list", cause);
  }
}
