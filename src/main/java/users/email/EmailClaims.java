package users.email;

import akka.Done;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import io.micrometer.core.instrument.FunctionCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.domain.EmailAddress;
import users.infrastructure.Database;
import users.infrastructure.Metrics;
import users.journal.Journal;
import users.journal.Snapshot;

/**
 * Who may take which e-mail address, so that no two users ever have the same one.
 *
 * <p>A new user's is claimed together with its first event ({@link EventClaims}). Else an address
 * is claimed, under a lease, before the command goes out whose event will take it; a command is
 * refused past its deadline, which is well within the lease. The journal stays the truth: an
 * address changes hands only when it says that the user of the standing claim does not have it, and
 * no command can be under way that would give it back.
 */
public final class EmailClaims {
  private static final Logger log = LoggerFactory.getLogger(EmailClaims.class);

  private final Claims claims;
  private final Holders holders;
  private final AtomicLong conflicts = new AtomicLong();

  /** Claims without the regular sweep of forgotten ones, which {@link #start} adds. */
  public EmailClaims(Database database, Journal journal, Config config) {
    this(database, journal::user, config.getDuration("users.email.lease"));
  }

  EmailClaims(
      Database database,
      Function<String, CompletionStage<Optional<Snapshot>>> users,
      Duration lease) {
    this.claims = new Claims(database, lease);
    this.holders = new Holders(claims, users);
  }

  /** Claims, and a sweep every ten minutes of those that came to nothing. */
  public static EmailClaims start(ActorSystem<?> system, Database database, Journal journal) {
    var emails = new EmailClaims(database, journal, system.settings().config());
    FunctionCounter.builder("users.email.conflicts", emails, EmailClaims::conflicts)
        .description("Users found with an address that another holds: a bug if not 0")
        .register(Metrics.get(system).registry());
    emails.sweep().every(Duration.ofMinutes(10), system);
    return emails;
  }

  /**
   * Claims an address for a command that is about to be sent.
   *
   * @param fingerprint of the command's content, if its id came from a client
   */
  public CompletionStage<Claim> claim(
      String email, String userId, String commandId, Optional<String> fingerprint) {
    var request = new ClaimRequest(EmailAddress.key(email), userId, commandId, fingerprint);
    return new ClaimAttempt(request, claims, holders).make();
  }

  /**
   * Withdraws a claim whose command was refused. Not for one that failed, expired or timed out: it
   * may have taken effect, and the lease or the journal will tell.
   */
  public CompletionStage<Done> release(String email, String userId, String commandId) {
    var request = new ClaimRequest(EmailAddress.key(email), userId, commandId, Optional.empty());
    return claims.askAtOnce(table -> table.withdraw(request)).thenApply(done -> Done.done());
  }

  /**
   * Frees what a deleted user held, at once. The events do so too when the read side takes them in,
   * but until then each who claims the address would have to ask the journal.
   *
   * @param version the user's last one
   */
  public CompletionStage<Done> vacate(String userId, long version) {
    return claims.vacate(new Vacancy(userId, version));
  }

  /** Brings claims in line with new events, in the transaction that takes those in. */
  public void settle(Connection connection, List<Holding> holdings) throws SQLException {
    new Settlement(connection, holdings).settle().forEach(this::report);
  }

  /** How often a user turned out to have an address that another one has claimed: never. */
  public long conflicts() {
    return conflicts.get();
  }

  ClaimSweep sweep() {
    return new ClaimSweep(claims, holders);
  }

  /** A replay also meets users whose former address is another's by now; the journal tells. */
  private void report(Settlement.Pair conflict) {
    holders
        .has(conflict.userId(), conflict.email())
        .thenAccept(
            has -> {
              if (has) {
                conflicts.incrementAndGet();
                log.error("User {} has an address that another has claimed", conflict.userId());
              }
            });
  }
}
