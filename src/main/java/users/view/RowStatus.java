package users.view;

import java.util.Locale;

/** What the table says of a user; a deleted one has left a tombstone. */
enum RowStatus {
  ACTIVE,
  SUSPENDED,
  DELETED;

  /** As the table writes it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
