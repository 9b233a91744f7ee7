package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import users.domain.UserEvent;

/** What is in the journal stays readable, and what we write stays what is there. */
class EventFormatTest {
  private static final int SERIALIZER_ID = 1001;
  private static final ActorTestKit testKit =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.actor.provider = local")
              .withFallback(ConfigFactory.load()));
  private static final Serialization serialization = SerializationExtension.get(testKit.system());

  static List<String> everyEvent() {
    return Arrays.stream(UserEvent.class.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .filter(name -> !name.equals("Cases"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void readsAndWritesTheStoredForm(String name) throws IOException {
    String stored = golden(name);

    Object event = read(stored);

    assertThat(new String(serialization.serialize(event).get(), StandardCharsets.UTF_8))
        .isEqualTo(stored);
    assertThat(serialization.findSerializerFor(event).identifier()).isEqualTo(SERIALIZER_ID);
  }

  @Test
  void readsAnEventThatANewerVersionAddedAFieldTo() throws IOException {
    String newer = golden("Updated").replace("\"lastName\"", "\"nickname\":\"x\",\"lastName\"");

    assertThat(read(newer)).isEqualTo(read(golden("Updated")));
  }

  private static String golden(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/events", name + ".json")).strip();
  }

  private static Object read(String stored) {
    return serialization
        .deserialize(stored.getBytes(StandardCharsets.UTF_8), SERIALIZER_ID, "")
        .get();
  }

  @AfterAll
  static void stop() {
    testKit.shutdownTestKit();
  }
}
