package users.view;

/** A user's place in a list: what the list is sorted by, as PostgreSQL writes it, and the id. */
record Place(String key, String userId) {
  private static final int ID_LENGTH = 36;

  static Place parse(String text) {
    return new Place(text.substring(ID_LENGTH), text.substring(0, ID_LENGTH));
  }

  @Override
  public String toString() {
    return userId + key;
  }
}
