package users.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "Ann.Lee@Example.COM, ann.lee@example.com",
    "'  ann@example.com\t', ann@example.com",
    "ann@example.com\u00A0, ann@example.com",
    "ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ, ann@example.com",
    "ＡＮＮ@example。com, ann@example.com",
    "ann+tag@example.com, ann+tag@example.com",
    "ﬁona@example.com, fiona@example.com",
    "Åsa@example.com, åsa@example.com",
    "A\u030Asa@example.com, åsa@example.com",
    "ÅSA@example.com, åsa@example.com",
    "ann@BÜCHER.example, ann@xn--bcher-kva.example",
    "ann@bu\u0308cher.example, ann@xn--bcher-kva.example",
    "ann@XN--BCHER-KVA.example, ann@xn--bcher-kva.example",
    "ann@münchen.ＤＥ, ann@xn--mnchen-3ya.de",
    "ann@例え.テスト, ann@xn--r8jz45g.xn--zckzah",
  })
  void twoSpellingsOfOneAddressHaveOneKey(String written, String key) {
    assertThat(EmailAddress.key(written)).isEqualTo(key);
    assertThat(EmailAddress.isOne(written)).isTrue();
  }

  @Test
  void germanSharpSIsALetterOfItsOwnInTheLocalPart() {
    assertThat(EmailAddress.key("GROẞ@example.com")).isEqualTo("groß@example.com");
    assertThat(EmailAddress.key("groß@example.com"))
        .isNotEqualTo(EmailAddress.key("gross@example.com"));
  }

  @Test
  void turkishLettersDoNotDependOnTheMachine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(EmailAddress.key("INFO@MAIL.example")).isEqualTo("info@mail.example");
      assertThat(EmailAddress.key("ıd@example.com"))
          .isNotEqualTo(EmailAddress.key("id@example.com"));
      assertThat(EmailAddress.key("İ@example.com"))
          .isEqualTo(EmailAddress.key("i\u0307@example.com"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void greekSigmaIsOneLetterWhereverItStands() {
    assertThat(EmailAddress.key("ΝΙΚΟΣ.Α@example.com"))
        .isEqualTo(EmailAddress.key("νικος.α@example.com"))
        .isEqualTo(EmailAddress.key("νικοσ.α@example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b",
        "a@localhost",
        "first.last@example.co.uk",
        "o'neil!#$%&*+-/=?^_`{|}~@example.com",
        "1@2.example",
        "用户@例子.广告",
        "अजय@डाटा.भारत",
        "δοκιμή@παράδειγμα.δοκιμή",
        "😀@example.com",
        "a@a-b--c.example",
      })
  void isAnAddress(String address) {
    assertThat(EmailAddress.isOne(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "ann",
        "ann@",
        "@example.com",
        "ann@@example.com",
        "ann@example.com@example.com",
        "ann＠b@example.com",
        ".ann@example.com",
        "ann.@example.com",
        "an..n@example.com",
        "an n@example.com",
        "an\u00A0n@example.com",
        "an\tn@example.com",
        "an\r\nn@example.com",
        "ann\u0000@example.com",
        "\"ann\"@example.com",
        "ann(comment)@example.com",
        "<ann@example.com>",
        "ann@example.com, bob@example.com",
        "ann@example.com\r\nBcc: bob@example.com",
        "ann;bob@example.com",
        "ann:bob@example.com",
        "ann[1]@example.com",
        "an\\n@example.com",
        "ann@-example.com",
        "ann@example-.com",
        "ann@example..com",
        "ann@.example.com",
        "ann@example.com.",
        "ann@exa_mple.com",
        "ann@[127.0.0.1]",
        "ann@exa mple.com",
        "ann@example.com/x",
        "a\u200Bnn@example.com",
        "a\u200Dnn@example.com",
        "a\u00ADnn@example.com",
        "a\u202Enn@example.com",
        "ann\uFE0F@example.com",
        "ann\u034F@example.com",
        "ann\uD800@example.com",
        "ann\uE000@example.com",
      })
  void isNone(String address) {
    assertThat(EmailAddress.isOne(address)).isFalse();
  }

  @Test
  void lengthsAreCountedInOctets() {
    assertThat(EmailAddress.isOne("a".repeat(64) + "@example.com")).isTrue();
    assertThat(EmailAddress.isOne("a".repeat(65) + "@example.com")).isFalse();
    assertThat(EmailAddress.isOne("ä".repeat(32) + "@example.com")).isTrue();
    assertThat(EmailAddress.isOne("ä".repeat(33) + "@example.com")).isFalse();
    assertThat(EmailAddress.isOne("a@" + "b".repeat(63) + ".example")).isTrue();
    assertThat(EmailAddress.isOne("a@" + "b".repeat(64) + ".example")).isFalse();
    assertThat(EmailAddress.isOne("a@" + "b.".repeat(125) + "bc")).isTrue();
    assertThat(EmailAddress.isOne("a@" + "b.".repeat(126) + "bc")).isFalse();
    assertThat(EmailAddress.isOne("a@" + "ü".repeat(200) + ".example")).isFalse();
  }

  @Test
  void aMailServerGetsTheLocalPartAsItWasWrittenAndTheDomainInAscii() {
    assertThat(EmailAddress.deliverable("Ann.Lee@BÜCHER.example"))
        .isEqualTo("Ann.Lee@xn--bcher-kva.example");
    assertThat(EmailAddress.deliverable("Ａｎｎ＠example．com")).isEqualTo("Ann@example.com");
    assertThat(EmailAddress.deliverable("nobody")).isEqualTo("nobody");
  }

  @Test
  void theKeyOfAKeyIsTheKeyForEveryLetter() {
    assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(this::changesAgain))
        .isEmpty();
  }

  private boolean changesAgain(int letter) {
    String key = EmailAddress.key("a" + Character.toString(letter) + "z@example.com");
    return !EmailAddress.key(key).equals(key);
  }

  @Property(tries = 3000)
  void theKeyOfAKeyIsTheKey(@ForAll("addresses") String address) {
    String key = EmailAddress.key(address);
    assertThat(EmailAddress.key(key)).isEqualTo(key);
    assertThat(EmailAddress.isOne(key)).isEqualTo(EmailAddress.isOne(address));
  }

  @Property(tries = 3000)
  void whatIsDeliveredToIsTheSameAddress(@ForAll("addresses") String address) {
    assertThat(EmailAddress.key(EmailAddress.deliverable(address)))
        .isEqualTo(EmailAddress.key(address));
  }

  @Property
  void nothingIsTooStrangeToHaveAKey(@ForAll String anything) {
    assertThat(EmailAddress.key(anything)).isNotNull();
    assertThat(EmailAddress.isOne(anything)).isIn(true, false);
  }

  @Provide
  Arbitrary<String> addresses() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("aZ.ßΣςİıÅ\u030Aｗ１é-ﬁ½K한あ𝒜")
            .ofMinLength(1)
            .ofMaxLength(12);
    return text.flatMap(local -> text.map(domain -> local + "@" + domain));
  }
}
