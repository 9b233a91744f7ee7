package users.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters are written as their bytes: \u00e9 is the byte 0xE9. */
class BrokenCharactersTest {
  private final BrokenCharacters characters = new BrokenCharacters();

  @ParameterizedTest
  @CsvSource({
    "A: \u00c3, A: \u00ff",
    "A: \u00e9, A: \u00ff",
    "A: \u00e9\u0080, A: \u00ff\u0080",
    "A: \u00f0x, A: \u00ffx",
    "A: \u00f0\u00e9, A: \u00ff\u00ff"
  })
  void aLineKeepsItsEnd(String line, String mended) {
    assertThat(mend(line + "\r\nHost: x\r\n\r\n")).isEqualTo(mended + "\r\nHost: x\r\n\r\n");
    assertThat(mend(line + "\r\n\r\n")).isEqualTo(mended + "\r\n\r\n");
    assertThat(mend(line + "\n\n")).isEqualTo(mended + "\n\n");
  }

  @Test
  void everyBrokenLineIsMended() {
    assertThat(mend("A: \u00e9\r\nB: \u00c3\r\n\r\n")).isEqualTo("A: \u00ff\r\nB: \u00ff\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A: \u00c3\u00a9 \u00e2\u0082\u00ac \u00f0\u009f\u0098\u0080\r\n\r\n",
        "{\"a\":\"\u00c3\u00a9\"}\r\n",
        "a\u00e9b\u0080\u00ff\r\n\r\n"
      })
  void whatTakesNoLineEndIsLeft(String text) {
    assertThat(mend(text)).isEqualTo(text);
  }

  @Test
  void aCharacterMayBeSplitBetweenTwoReads() {
    assertThat(mend("caf\u00c3")).isEqualTo("caf\u00c3");
    assertThat(mend("\u00a9\r\n")).isEqualTo("\u00a9\r\n");
  }

  @Test
  void aCharacterMayBeSplitBetweenTwoChunks() {
    String chunks = "4\r\ncaf\u00c3\r\n1;x=y\r\n\u00a9\r\n0\r\n\r\n";

    assertThat(mend(chunks)).isEqualTo(chunks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A: \u00e9", "A: \u00e9\r", "A: \u00e9\r\n"})
  void whatHasBeenPassedOnCannotBeMended(String begin) {
    assertThat(mend(begin)).isEqualTo(begin);

    assertThatThrownBy(() -> mend("\r\n\r\n")).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00e9\r", "\u00e9\r\n"})
  void theEndOfABodyMayBeBroken(String body) {
    assertThat(mend(body)).isEqualTo(body);

    characters.answered();

    assertThat(mend("GET / HTTP/1.1\r\n")).isEqualTo("GET / HTTP/1.1\r\n");
  }

  private String mend(String bytes) {
    byte[] mended =
        characters
            .mend(ByteString.fromArray(bytes.getBytes(StandardCharsets.ISO_8859_1)))
            .toArray();
    return new String(mended, StandardCharsets.ISO_8859_1);
  }
}
