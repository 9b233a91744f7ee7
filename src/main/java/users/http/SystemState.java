package users.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The operation that shows how the whole system is, for the console. */
final class SystemState {
  private final Supplier<CompletionStage<String>> report;

  /**
   * @param report makes the JSON
   */
  SystemState(Supplier<CompletionStage<String>> report) {
    this.report = report;
  }

  CompletionStage<HttpResponse> get(Exchange exchange) {
    Parameters.of(exchange.request()).done();
    return report.get().thenApply(Responses::json);
  }
}
