package users.journal;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.KillSwitches;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import users.infrastructure.Database;
import users.infrastructure.TestDatabase;

/** A journal with a database of its own, and what a test wants to do with it. */
final class JournalUnderTest implements AutoCloseable {
  private static final String ALONE =
      """
      akka.actor.provider = local
      akka.coordinated-shutdown.exit-jvm = off
      """;

  final TestDatabase test;
  final ActorTestKit testKit;
  final Database database;
  final Journal journal;

  private JournalUnderTest(TestDatabase test, Config settings) {
    this.test = test;
    this.testKit = ActorTestKit.create(settings);
    this.database = Database.open(settings.getConfig("users.database"), "journal", 4);
    this.journal = Journal.start(testKit.system(), database);
  }

  static JournalUnderTest start(TestDatabase test, String settings) {
    return new JournalUnderTest(
        test,
        ConfigFactory.parseString(settings)
            .withFallback(ConfigFactory.parseString(ALONE))
            .withFallback(test.config()));
  }

  static JournalUnderTest start() {
    return start(TestDatabase.create(), "");
  }

  /** Stores one event in a transaction of its own and nudges. */
  void store(String userId, long version) {
    try (Connection connection = database.connection()) {
      EventWriter.store(connection, userId, version);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    journal.nudge();
  }

  /** Collects what a follower gets. */
  Followed follow(Position after, SliceRange slices) {
    List<JournalEvent> events = new CopyOnWriteArrayList<>();
    var running =
        journal
            .follow(after, slices)
            .viaMat(KillSwitches.single(), Keep.right())
            .toMat(Sink.foreach(events::addAll), Keep.both())
            .run(testKit.system());
    return new Followed(events, running.first(), running.second());
  }

  record Followed(List<JournalEvent> events, UniqueKillSwitch stop, CompletionStage<?> done) {
    List<Position> positions() {
      return events.stream().map(JournalEvent::position).toList();
    }

    List<String> names() {
      return events.stream().map(event -> event.userId() + "/" + event.version()).toList();
    }
  }

  /** The journal in feed order, as the database has it. */
  List<Position> stored() {
    try (Connection connection = test.connection();
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT transaction_id, ordering FROM event_journal"
                    + " ORDER BY transaction_id, ordering")) {
      var positions = new ArrayList<Position>();
      while (rows.next()) {
        positions.add(new Position(rows.getLong(1), rows.getLong(2)));
      }
      return positions;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    testKit.shutdownTestKit();
    database.close();
    test.close();
  }
}
