package users.welcome;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts attempts to welcome a user by what they came to. */
record WelcomeMetrics(MeterRegistry registry) {

  void attempted(Outcome outcome) {
    Counter.builder("users.welcomes")
        .description("Attempts to welcome a user")
        .tag("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }
}
