package users.welcome;

import static org.assertj.core.api.Assertions.assertThat;
import static users.welcome.WelcomeUnderTest.eventually;
import static users.welcome.WelcomeUnderTest.queue;
import static users.welcome.WelcomeUnderTest.welcomes;
import static users.welcome.WelcomeUnderTest.withMail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.infrastructure.TestDatabase;
import users.welcome.SmtpServer.Mail;
import users.welcome.SmtpServer.Mood;

class WelcomeIT {
  final TestDatabase test = TestDatabase.create();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void withoutMailEveryUserIsWelcomedOnce() {
    try (var node = WelcomeUnderTest.start(test, "")) {
      List<String> users = node.create("ann", 100);

      eventually().until(() -> welcomes(test).size() == 100);

      assertThat(welcomes(test)).isEqualTo(once(users));
      assertThat(queue(test)).isEmpty();
    }
  }

  @Test
  void withMailEveryUserGetsOneAndIsWelcomed() {
    try (var server = SmtpServer.start(0, Mood::good);
        var node = withMail(test, server.port())) {
      List<String> users = node.create("ann", 50);

      eventually().until(() -> welcomes(test).size() == 50 && queue(test).isEmpty());

      assertThat(server.mails())
          .extracting(Mail::messageId)
          .containsExactlyInAnyOrderElementsOf(users.stream().map(WelcomeIT::messageId).toList());
    }
  }

  @Test
  void aServerThatFailsHalfOfTheTimeAndNodesThatStopLoseNobody() {
    var users = new ArrayList<String>();
    try (var server = SmtpServer.start(0, Mood.halfBad(42))) {
      for (int life = 0; life < 3; life++) {
        try (var node = withMail(test, server.port())) {
          users.addAll(node.create("ann" + life + "-", 30));
          int atLeast = life * 30 + 5;
          withLeases().until(() -> welcomes(test).size() >= atLeast);
        }
      }
      try (var node = withMail(test, server.port())) {
        users.addAll(node.create("more", 10));
        withLeases().until(() -> welcomes(test).size() == 100 && queue(test).isEmpty());
      }
      assertThat(welcomes(test)).isEqualTo(once(users));
      assertThat(idsByRecipient(server.mails()))
          .hasSize(100)
          .allSatisfy((to, ids) -> assertThat(ids).hasSize(1));

      int mails = server.mails().size();
      try (var node = withMail(test, server.port())) {
        List<String> last = node.create("last", 1);
        eventually().until(() -> welcomes(test).containsKey(last.get(0)));
      }
      assertThat(recipients(server.mails().subList(mails, server.mails().size())))
          .containsOnly("last0@x.org");
    }
  }

  @Test
  void whileTheServerIsDownAllWaitAndADeletedUserGetsNothing() {
    int port;
    try (var server = SmtpServer.start(0, Mood::good)) {
      port = server.port();
    }
    try (var node = withMail(test, port)) {
      List<String> users = node.create("ann", 40);
      eventually().until(() -> queue(test).stream().anyMatch(row -> row.contains("Connect")));
      node.delete(users.get(0));
      assertThat(welcomes(test)).isEmpty();

      try (var server = SmtpServer.start(port, Mood::good)) {
        eventually().until(() -> welcomes(test).size() == 39 && queue(test).isEmpty());
        assertThat(welcomes(test)).isEqualTo(once(users.subList(1, 40)));
        assertThat(server.mails()).hasSize(39);
        assertThat(recipients(server.mails())).doesNotContain("ann0@x.org");
      }
    }
  }

  @Test
  void aRefusedAddressIsNotedAndHoldsUpNobody() {
    try (var server = SmtpServer.start(0, Mood::good);
        var node = withMail(test, server.port())) {
      String refused = node.create("refused", 1).get(0);
      List<String> others = node.create("ann", 20);

      eventually().until(() -> welcomes(test).size() == 20);
      eventually().until(() -> queue(test).equals(List.of(refused + " 550 t")));
      assertThat(welcomes(test)).isEqualTo(once(others));

      node.move(refused, "better@x.org");

      eventually().until(() -> welcomes(test).containsKey(refused) && queue(test).isEmpty());
      assertThat(recipients(server.mails())).contains("better@x.org");
    }
  }

  @Test
  void aRefusedUserWhoIsDeletedIsForgotten() {
    try (var server = SmtpServer.start(0, Mood::good);
        var node = withMail(test, server.port())) {
      String refused = node.create("refused", 1).get(0);
      eventually().until(() -> queue(test).equals(List.of(refused + " 550 t")));

      node.delete(refused);

      eventually().until(() -> queue(test).isEmpty());
    }
  }

  /** Whom a node had taken when it stopped waits until its lease is over, maybe more than once. */
  private static ConditionFactory withLeases() {
    return eventually().atMost(WelcomeQueue.LEASE.multipliedBy(6));
  }

  private static Map<String, Integer> once(Collection<String> users) {
    return users.stream().collect(Collectors.toMap(Function.identity(), user -> 1));
  }

  private static String messageId(String userId) {
    return "<welcome." + userId + "@localhost>";
  }

  private static List<String> recipients(List<Mail> mails) {
    return mails.stream().map(Mail::recipient).toList();
  }

  private static Map<String, Set<String>> idsByRecipient(List<Mail> mails) {
    var ids = new HashMap<String, Set<String>>();
    for (Mail mail : mails) {
      ids.computeIfAbsent(mail.recipient(), to -> new HashSet<>()).add(mail.messageId());
    }
    return ids;
  }
}
