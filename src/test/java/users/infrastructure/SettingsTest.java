package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void aNumberBelowOneIsRefusedByName() {
    assertThat(Settings.atLeastOne(ConfigFactory.parseString("streams = 1"), "streams")).isOne();
    assertThatThrownBy(
            () -> Settings.atLeastOne(ConfigFactory.parseString("streams = 0"), "streams"))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("streams")
        .hasMessageContaining("must be 1 or more, not 0");
  }
}
