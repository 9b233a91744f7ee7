package users.http;

import akka.util.ByteString;
import java.nio.ByteBuffer;

/**
 * Keeps a character of UTF-8 that is not whole from taking the end of its line with it.
 *
 * <p>Akka HTTP 10.5 decodes header values without asking whether the bytes behind a leading byte
 * belong to it: after {@code X: \xe9} it takes the line's end for the rest of the character, and
 * with it the next header for the rest of the value, or waits for more. Here such a leading byte
 * becomes 0xFF: as wrong as before, but it begins no character, and no byte is added or lost.
 *
 * <p>This sees bytes, not messages. There are two places where a line's end may rightly follow half
 * a character: between two chunks of a body, which is known by the chunk size that follows, and at
 * the end of a body that is no UTF-8, which is known by its answer. Both are left alone.
 *
 * <p>Holds the state of one connection.
 */
final class BrokenCharacters {
  private static final byte NO_CHARACTER = (byte) 0xFF;

  private enum Place {
    TEXT,
    CHARACTER,
    AFTER_CR,
    NEW_LINE,
    CHUNK_SIZE,
    BROKEN
  }

  private Place place = Place.TEXT;
  private int missing;

  /**
   * The next bytes of the connection, mended.
   *
   * @throws IllegalStateException if the broken character began in earlier bytes, which have been
   *     passed on
   */
  ByteString mend(ByteString bytes) {
    ByteBuffer given = bytes.asByteBuffer();
    byte[] mended = null;
    int begin = -1;
    for (int i = 0; i < given.limit(); i++) {
      byte next = given.get(i);
      if (place != Place.TEXT) {
        place = after(next);
      }
      if (place == Place.BROKEN) {
        mended = mended == null ? bytes.toArray() : mended;
        overwrite(mended, begin, i);
        place = Place.TEXT;
      }
      if (place == Place.TEXT && begins(next)) {
        begin = i;
        missing = bytesOf(next) - 1;
        place = Place.CHARACTER;
      }
    }
    return mended == null ? bytes : ByteString.fromArray(mended);
  }

  /** What has come was the end of a message, as it has its answer. */
  void answered() {
    place = Place.TEXT;
  }

  private Place after(byte next) {
    return switch (place) {
      case CHARACTER ->
          switch (next) {
            case '\r' -> Place.AFTER_CR;
            case '\n' -> Place.NEW_LINE;
            default -> --missing == 0 ? Place.TEXT : Place.CHARACTER;
          };
      case AFTER_CR -> next == '\n' ? Place.NEW_LINE : Place.BROKEN;
      case NEW_LINE -> isHex(next) ? Place.CHUNK_SIZE : Place.BROKEN;
      case CHUNK_SIZE ->
          next == '\r' || next == ';' ? Place.TEXT : isHex(next) ? Place.CHUNK_SIZE : Place.BROKEN;
      default -> place;
    };
  }

  private static void overwrite(byte[] bytes, int begin, int end) {
    if (begin < 0) {
      throw new IllegalStateException("A broken character in a header");
    }
    for (int i = begin; i < end; i++) {
      bytes[i] = begins(bytes[i]) ? NO_CHARACTER : bytes[i];
    }
  }

  /** Whether Akka takes the byte for the first of a character of two to four. */
  private static boolean begins(byte b) {
    return b >= (byte) 0xC0 && b < (byte) 0xF8;
  }

  private static int bytesOf(byte first) {
    return first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
  }

  private static boolean isHex(byte b) {
    return Character.digit(b, 16) >= 0;
  }
}
