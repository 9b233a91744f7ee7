package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.domain.Metadata;

class CommandMemoryTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private CommandMemory memory = CommandMemory.EMPTY;

  @Test
  void knowsACommandWithTheVersionItLedTo() {
    remember("k1", "f1", 1, NOW);
    remember("k2", "f2", 2, NOW);

    assertThat(memory.find("k1", NOW))
        .contains(new CommandMemory.Remembered("k1", "f1", 1, NOW.toEpochMilli()));
    assertThat(memory.find("k3", NOW)).isEmpty();
  }

  @Test
  void keepsAClientsIdForADay() {
    remember("k1", "f1", 1, NOW);

    assertThat(memory.find("k1", NOW.plus(Duration.ofHours(24)))).isPresent();
    assertThat(memory.find("k1", NOW.plus(Duration.ofHours(24)).plusMillis(1))).isEmpty();
  }

  @Test
  void keepsAnIdOfItsOwnForAMinute() {
    remember("k1", "", 1, NOW);

    assertThat(memory.find("k1", NOW.plusSeconds(60))).isPresent();
    assertThat(memory.find("k1", NOW.plusSeconds(61))).isEmpty();
  }

  @Test
  void dropsWhatIsExpiredWithTheNextCommand() {
    remember("own", "", 1, NOW);
    remember("client", "f", 2, NOW);
    remember("k3", "f", 3, NOW.plusSeconds(61));

    assertThat(memory.commands()).extracting("id").containsExactly("client", "k3");
  }

  @Test
  void keepsTheNewest256OfEachKind() {
    for (int i = 1; i <= 300; i++) {
      remember("client" + i, "f", 2L * i, NOW);
      remember("own" + i, "", 2L * i + 1, NOW);
    }

    assertThat(memory.commands()).hasSize(512);
    assertThat(memory.find("client44", NOW)).isEmpty();
    assertThat(memory.find("client45", NOW)).isPresent();
    assertThat(memory.find("own44", NOW)).isEmpty();
    assertThat(memory.find("own45", NOW)).isPresent();
  }

  @Test
  void anIdUsedAgainAfterADayStandsForItsLastCommand() {
    Instant nextDay = NOW.plus(Duration.ofHours(25));
    remember("k1", "f1", 1, NOW);
    remember("k1", "f2", 2, nextDay);

    assertThat(memory.find("k1", nextDay))
        .contains(new CommandMemory.Remembered("k1", "f2", 2, nextDay.toEpochMilli()));
  }

  @Test
  void aReplayRemembersTheSameWheneverItHappens() {
    remember("k1", "f1", 1, NOW);
    remember("k2", "", 2, NOW.plusSeconds(5));
    CommandMemory first = memory;

    memory = CommandMemory.EMPTY;
    remember("k1", "f1", 1, NOW);
    remember("k2", "", 2, NOW.plusSeconds(5));

    assertThat(memory).isEqualTo(first);
  }

  private void remember(String id, String fingerprint, long version, Instant at) {
    var metadata =
        new Metadata(
            at,
            "ann",
            id,
            Optional.of(fingerprint).filter(text -> !text.isEmpty()),
            Optional.empty(),
            Optional.empty());
    memory = memory.after(metadata, version);
  }
}
