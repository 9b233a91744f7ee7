package users;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import users.contract.ContractCheck;

/** Calls the service over HTTP, and lets a check see each call with its answer. */
public final class TestClient {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final URI base;
  private final BiConsumer<Call, Answer> check;

  /** A client that holds every exchange against the OpenAPI document. */
  public TestClient(URI base) {
    this(base, new ContractCheck());
  }

  /**
   * A client that holds every exchange against something.
   *
   * @param check throws on what must not be
   */
  public TestClient(URI base, BiConsumer<Call, Answer> check) {
    this.base = base;
    this.check = check;
  }

  public Answer send(Call call) {
    return sendAsync(call).join();
  }

  public CompletableFuture<Answer> sendAsync(Call call) {
    return http.sendAsync(request(call), BodyHandlers.ofString())
        .thenApply(response -> checked(call, response));
  }

  /** Sends all at once and waits for all answers. */
  public List<Answer> sendAtOnce(Stream<Call> calls) {
    return calls.map(this::sendAsync).toList().stream().map(CompletableFuture::join).toList();
  }

  private Answer checked(Call call, HttpResponse<String> response) {
    var answer = new Answer(response.statusCode(), response.headers(), response.body());
    check.accept(call, answer);
    return answer;
  }

  private HttpRequest request(Call call) {
    var request =
        HttpRequest.newBuilder(base.resolve(call.path()))
            .timeout(Duration.ofSeconds(30))
            .method(
                call.method(),
                call.body().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
    call.headers().forEach(request::header);
    return request.build();
  }
}
