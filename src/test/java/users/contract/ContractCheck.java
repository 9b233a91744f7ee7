package users.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import users.Answer;
import users.Call;

/**
 * Holds exchanges with the service against the document: an answer has to be documented and as
 * documented; what the document does not allow to be sent must not succeed, and what it allows must
 * not be refused as wrong input.
 */
public final class ContractCheck implements BiConsumer<Call, Answer> {
  /** Refused before an operation is known, so it stands in the document as the default response. */
  private static final Set<Integer> DEFAULT = Set.of(405, 413, 414, 431);

  private static final Set<String> WRONG_INPUT =
      Set.of("INVALID_PARAMETER", "INVALID_HEADER", "INVALID_INPUT", "UNSUPPORTED_MEDIA_TYPE");

  /** Pages for people, and the contracts themselves. */
  private static final Set<String> PAGES =
      Set.of("", "api", "console", "openapi.yaml", "openapi.json", "asyncapi.yaml");

  private final Contract contract = Contract.ours();
  private final Set<String> exercised = new ConcurrentSkipListSet<>();

  @Override
  public void accept(Call call, Answer answer) {
    String path = URI.create(call.path()).getRawPath();
    Optional<Operation> operation = contract.operation(call.method(), path);
    List<String> faults =
        operation
            .map(found -> faults(found, call, answer))
            .orElseGet(() -> undocumented(path, answer));
    if (!faults.isEmpty()) {
      throw new AssertionError(
          call + " -> " + answer + "\nbreaks the contract:\n" + String.join("\n", faults));
    }
    operation.ifPresent(found -> exercised.add(found.id() + " " + documented(found, answer)));
  }

  /** Each operation with the statuses seen, like {@code getUser 200}. */
  Set<String> exercised() {
    return new TreeSet<>(exercised);
  }

  /** Of parameters that exclude each other: OpenAPI has no words for it but a description's. */
  private static final String EXCLUDED = "\"code\":\"EXCLUDED\"";

  private List<String> faults(Operation operation, Call call, Answer answer) {
    var faults = new ArrayList<String>();
    String status = documented(operation, answer);
    if (!operation.responses().has(status)) {
      return List.of(operation.id() + " does not document " + answer.status());
    }
    JsonNode response = contract.resolved(operation.responses().get(status));
    faults.addAll(new AnswerCheck(contract, response).faults(answer, call.method().equals("HEAD")));
    List<String> wrong = new RequestCheck(contract, operation).faults(call);
    if (answer.status() < 300 && !wrong.isEmpty()) {
      wrong.forEach(fault -> faults.add("taken, but not documented: " + fault));
    }
    if (wrong.isEmpty() && isRefusal(answer)) {
      faults.add("refused, but documented");
    }
    return faults;
  }

  private static boolean isRefusal(Answer answer) {
    return answer.status() >= 400
        && !answer.body().isEmpty()
        && WRONG_INPUT.contains(answer.text("code"))
        && !answer.body().contains(EXCLUDED);
  }

  private static String documented(Operation operation, Answer answer) {
    boolean byDefault = !operation.hasStatus(answer.status()) && DEFAULT.contains(answer.status());
    return byDefault ? "default" : String.valueOf(answer.status());
  }

  private List<String> undocumented(String path, Answer answer) {
    if (PAGES.contains(path.split("/", 3)[1]) && answer.status() < 400) {
      return List.of();
    }
    return answer.status() < 400
        ? List.of("is no documented operation")
        : contract.faults(
            contract.at("#/components/schemas/Problem"),
            answer.body().isEmpty() ? TextNode.valueOf("no body") : answer.json());
  }
}
