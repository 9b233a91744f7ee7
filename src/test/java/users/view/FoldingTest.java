package users.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {

  @ParameterizedTest
  @CsvSource({
    "Lee, lee",
    "ÅNGSTRÖM, angstrom",
    "A\u030Angstro\u0308m, angstrom",
    "Straße, strasse",
    "İstanbul, istanbul",
    "ΣΊΣΥΦΟΣ, σισυφοσ",
    "Сергей, сергеи",
    "ﬁn, fin",
    "Ｌｅｅ, lee",
    "山田, 山田"
  })
  void whatPeopleTakeForTheSameIsTheSame(String text, String folded) {
    assertThat(Folding.fold(text)).isEqualTo(folded);
    assertThat(Folding.fold(folded)).isEqualTo(folded);
  }

  @Test
  void noNameIsTooLongForAnIndex() {
    assertThat(Folding.fold("\uFDFA".repeat(100)).codePointCount(0, 254)).isEqualTo(254);
  }

  @Test
  void allWordsMustMatchAndShortOnesBeginAName() {
    assertThat(Folding.patterns("  Ann  lE ann ")).containsExactly("%ann%", "% le%");
    assertThat(Folding.patterns(" \u0301 ")).isEmpty();
    assertThat(Folding.patterns("--- --x @ %"))
        .containsExactly("% ---%", "%--x%", "% @%", "% \\%%");
  }

  @Test
  void wildcardsAreTakenLiterally() {
    assertThat(Folding.patterns("a_b%c\\d")).containsExactly("%a\\_b\\%c\\\\d%");
  }
}
