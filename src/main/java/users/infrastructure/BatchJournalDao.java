package users.infrastructure;

import akka.NotUsed;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.JournalDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;
import slick.jdbc.JdbcBackend.DatabaseDef;
import slick.jdbc.JdbcProfile;

/**
 * How the persistence plugin reads and writes events, instead of its own way: events of many
 * entities in one statement over plain JDBC, and one that cannot be stored fails alone. Named in
 * persistence.conf ({@code jdbc-journal.dao}); the constructor is the one that the plugin calls.
 */
public final class BatchJournalDao implements JournalDao {
  private static final Logger log = LoggerFactory.getLogger(BatchJournalDao.class);
  private static final int PAGE = 500;

  private final DatabaseDef database;
  private final Serialization serialization;
  private final Reservations<Object> reservations;
  private final Batcher<JournalInsert.Write<Object>, Boolean> writes;
  private final Recoveries recoveries;
  private final EventPages pages;

  public BatchJournalDao(
      DatabaseDef database,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext executionContext,
      Materializer materializer) {
    this.database = database;
    this.serialization = serialization;
    this.reservations = Reservations.of(serialization.system());
    this.writes =
        new Batcher<>(
            "journal-writer",
            config.daoConfig().parallelism(),
            Pace.of(serialization.system().settings().config().getConfig("users.database.writes")),
            this::connection,
            new JournalInsert<>(reservations)::execute);
    this.recoveries = new Recoveries(NewStreams.get(serialization.system()), this::connection);
    this.pages = new EventPages(this::connection);
  }

  /** A write whose events cannot be serialized is rejected; one that cannot be stored fails. */
  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> writes) {
    CompletionStage<List<Try<BoxedUnit>>> answers = CompletableFuture.completedFuture(List.of());
    for (AtomicWrite write : CollectionConverters.asJava(writes)) {
      answers = answers.thenCombine(store(write), BatchJournalDao::with);
    }
    return FutureConverters.asScala(
        answers.thenApply(list -> CollectionConverters.asScala(list).toSeq()));
  }

  @Override
  public Future<Object> highestSequenceNr(String persistenceId, long from) {
    return FutureConverters.asScala(
        recoveries
            .highest(persistenceId, from)
            .thenCompose(
                known ->
                    known
                        .<CompletionStage<Long>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> pages.highest(persistenceId, from)))
            .thenApply(number -> (Object) number));
  }

  @Override
  public akka.stream.scaladsl.Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
      String persistenceId, long from, long to, long max) {
    return messagesWithBatch(persistenceId, from, to, PAGE, Option.empty())
        .asJava()
        .take(max)
        .asScala();
  }

  @Override
  public akka.stream.scaladsl.Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      messagesWithBatch(
          String persistenceId,
          long from,
          long to,
          int batchSize,
          Option<Tuple2<scala.concurrent.duration.FiniteDuration, akka.actor.Scheduler>> refresh) {
    return recoveries
        .take(persistenceId, from, to)
        .<Source<StoredEvent, NotUsed>>map(Source::from)
        .orElseGet(() -> pages.between(persistenceId, from, to, batchSize))
        .map(this::deserialized)
        .asScala();
  }

  @Override
  public Future<BoxedUnit> delete(String persistenceId, long to) {
    return FutureConverters.asScala(
        pages.delete(persistenceId, to).thenApply(done -> BoxedUnit.UNIT));
  }

  private CompletionStage<Try<BoxedUnit>> store(AtomicWrite write) {
    JournalInsert.Write<Object> serialized;
    try {
      serialized = serialized(CollectionConverters.asJava(write.payload()));
    } catch (Exception unserializable) {
      // Not only runtime exceptions: Scala throws checked ones undeclared.
      return CompletableFuture.completedFuture(new Failure<>(unserializable));
    }
    return store(serialized);
  }

  private CompletionStage<Try<BoxedUnit>> store(JournalInsert.Write<Object> write) {
    return writes
        .ask(write)
        .whenComplete((stored, failure) -> report(write, failure))
        .thenApply(
            stored ->
                stored
                    ? new Success<>(BoxedUnit.UNIT)
                    : new Failure<>(new Reservations.NotReserved()));
  }

  /** Akka tells of a failed write only by its trace. */
  private static void report(JournalInsert.Write<Object> write, Throwable failure) {
    if (failure != null) {
      log.warn("Events of {} could not be stored: {}", write.persistenceId(), failure.toString());
    }
  }

  private JournalInsert.Write<Object> serialized(List<PersistentRepr> events) {
    return new JournalInsert.Write<>(
        events.stream().map(event -> StoredEvent.of(event, serialization)).toList(),
        events.stream()
            .flatMap(e -> reservations.neededBy(e.persistenceId(), e.payload()).stream())
            .findFirst());
  }

  private Try<Tuple2<PersistentRepr, Object>> deserialized(StoredEvent event) {
    try {
      return new Success<>(new Tuple2<>(event.toPersistent(serialization), 0L));
    } catch (Exception unreadable) {
      log.error(
          "Event {}/{} can't be read: {}",
          event.persistenceId(),
          event.sequenceNumber(),
          unreadable.toString());
      return new Failure<>(unreadable);
    }
  }

  private Connection connection() {
    return database.source().createConnection();
  }

  private static List<Try<BoxedUnit>> with(List<Try<BoxedUnit>> answers, Try<BoxedUnit> next) {
    return Stream.concat(answers.stream(), Stream.of(next)).toList();
  }
}
