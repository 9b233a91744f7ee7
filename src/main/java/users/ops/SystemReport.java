package users.ops;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import users.infrastructure.Database;
import users.infrastructure.DatabasePulse;
import users.journal.Journal;
import users.journal.Position;
import users.journal.TailStatus;

/** The whole system as one node sees it, in one JSON document. */
public final class SystemReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ActorSystem<?> system;
  private final Database database;
  private final Journal journal;
  private final Watch watch;

  SystemReport(ActorSystem<?> system, Database database, Journal journal, Watch watch) {
    this.system = system;
    this.database = database;
    this.journal = journal;
    this.watch = watch;
  }

  /** Looks at everything at once; parts that do not answer are left out. */
  public CompletionStage<String> take() {
    CompletionStage<ObjectNode> cluster = ClusterReport.of(system);
    CompletionStage<DatabasePulse> pulse = DatabasePulse.of(database);
    CompletionStage<Optional<Position>> head =
        journal.head().thenApply(Optional::of).exceptionally(failure -> Optional.empty());
    return cluster.thenCombine(
        pulse.thenCombine(head, this::storage), (members, json) -> whole(members, json));
  }

  private ObjectNode storage(DatabasePulse pulse, Optional<Position> head) {
    ObjectNode json = MAPPER.createObjectNode();
    ObjectNode it = json.putObject("database").put("reachable", pulse.roundTrip().isPresent());
    pulse.roundTrip().ifPresent(time -> it.put("latencyMillis", time.toNanos() / 1e6));
    pulse.version().ifPresent(version -> it.put("version", version));
    ObjectNode feed = json.putObject("feed");
    head.ifPresent(position -> feed.put("head", position.toString()));
    TailStatus tail = journal.tailStatus();
    feed.put("position", tail.position().toString())
        .put("readAt", tail.readAt().toString())
        .put("heldBackSeconds", seconds(tail.heldBackFor()))
        .put("followers", tail.followers());
    return json;
  }

  private String whole(ObjectNode cluster, ObjectNode storage) {
    ObjectNode json = MAPPER.createObjectNode();
    json.set("service", service());
    json.set("cluster", cluster);
    json.setAll(storage);
    json.set("projections", ProjectionReport.list(watch.sight(), watch.now()));
    return json.toString();
  }

  private ObjectNode service() {
    Optional<String> version =
        Optional.ofNullable(SystemReport.class.getPackage().getImplementationVersion());
    return MAPPER
        .createObjectNode()
        .put("version", version.orElse("development"))
        .put("java", Runtime.version().toString())
        .put("akka", akka.Version.current())
        .put("node", Cluster.get(system).selfMember().address().hostPort())
        .put("startedAt", Instant.ofEpochMilli(system.startTime()).toString());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
