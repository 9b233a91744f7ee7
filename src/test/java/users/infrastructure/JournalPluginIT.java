package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.CapabilityFlag;
import akka.persistence.japi.journal.JavaJournalSpec;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.scalatest.tools.Runner;

/** What Akka Persistence demands of every journal, by its own specification. */
class JournalPluginIT {

  @Test
  void meetsTheSpecificationOfAJournal() {
    String[] arguments = {"-oW", "-s", Specification.class.getName()};

    assertThat(Runner.run(arguments)).isTrue();
  }

  /** Public for ScalaTest, which makes it by its name. */
  public static final class Specification extends JavaJournalSpec {

    public Specification() {
      super(settings());
    }

    @Override
    public CapabilityFlag supportsRejectingNonSerializableObjects() {
      return CapabilityFlag.on();
    }

    private static Config settings() {
      return ConfigFactory.parseString("akka.actor.provider = local")
          .withFallback(TestDatabase.create().config());
    }
  }
}
