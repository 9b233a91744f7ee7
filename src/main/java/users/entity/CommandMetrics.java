package users.entity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import users.email.Claim;
import users.infrastructure.Metrics;

/** Counts commands at the door: what came of each and how long its caller waited. */
final class CommandMetrics {
  private final MeterRegistry registry;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  private record Kind(String command, String outcome) {}

  CommandMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  CompletionStage<UserReply> measured(String command, CompletionStage<UserReply> reply) {
    long started = System.nanoTime();
    return reply.whenComplete(
        (answer, failure) ->
            timer(new Kind(command, failure == null ? outcome(answer) : "unavailable"))
                .record(System.nanoTime() - started, TimeUnit.NANOSECONDS));
  }

  private Timer timer(Kind kind) {
    return timers.computeIfAbsent(
        kind,
        k ->
            Metrics.histogram("users.commands", "Commands, until their answer")
                .tag("command", k.command())
                .tag("outcome", k.outcome())
                .register(registry));
  }

  /** Empty: the database could not tell. */
  void claimed(Optional<Claim> claim) {
    claimed(claim.map(CommandMetrics::outcome).orElse("unavailable"));
  }

  /** The answer to a command whose event claims the address; empty if there was none. */
  void claimedByEvent(Optional<UserReply> reply) {
    if (reply.isEmpty()) {
      claimed("unavailable");
    } else if (reply.get() instanceof UserReply.Found) {
      claimed("held");
    }
  }

  private void claimed(String outcome) {
    Counter.builder("users.email.claims")
        .description("Attempts to take an e-mail address")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  private static String outcome(Claim claim) {
    if (claim instanceof Claim.Held held) {
      return held.repeated() ? "repeated" : "held";
    }
    return claim instanceof Claim.Taken ? "taken" : "command_id_reused";
  }

  private static String outcome(UserReply reply) {
    if (reply instanceof UserReply.Refused refused) {
      return refused.reason().name().toLowerCase(Locale.ROOT);
    }
    return reply instanceof UserReply.Expired ? "expired" : "accepted";
  }
}
