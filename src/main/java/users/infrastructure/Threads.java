package users.infrastructure;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** How a node's threads share the work, by how many it may have ({@code users.threads}). */
public final class Threads {

  /**
   * The configuration for so many threads: a single one does without what several need to share
   * work ({@code one-thread.conf}). Throws if there is to be none, of which Akka would say «null».
   */
  public static Config applyTo(Config given) {
    return Settings.atLeastOne(given, "users.threads") == 1
        ? ConfigFactory.parseResources("one-thread.conf").withFallback(given)
        : given;
  }

  private Threads() {}
}
