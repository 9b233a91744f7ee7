package users.ops;

import java.util.Locale;

/** How a part of a projection is doing, as an operator calls it; the worst comes last. */
enum PartState {
  RUNNING,
  /** The database did not answer lately, so nobody can tell. */
  UNKNOWN,
  /** Somebody paused it, and has to resume it. */
  PAUSED,
  /** Events can be read, and none has been taken for a while: it fails, or does not run. */
  FAILED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
