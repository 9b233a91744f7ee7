package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import users.TestService;
import users.infrastructure.TestDatabase;

/** The tour of the API: it holds, and the README shows the same. */
class DemoIT {
  private static final Path SCRIPT = Path.of("scripts/demo");
  private static final String BEGIN = "# tour: begin\n";
  private static final String END = "# tour: end\n";

  @Test
  void everyStepAnswersAsExpected() throws Exception {
    try (TestDatabase database = TestDatabase.create();
        TestService service = TestService.start(database)) {
      var demo = new ProcessBuilder("bash", SCRIPT.toString()).redirectErrorStream(true);
      demo.environment().put("USERS_URL", "http://127.0.0.1:" + service.port());
      Process process = demo.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(output).isZero();
    }
  }

  @Test
  void theReadmeShowsTheSame() throws IOException {
    String script = Files.readString(SCRIPT);
    String tour = script.substring(script.indexOf(BEGIN) + BEGIN.length(), script.indexOf(END));

    assertThat(Files.readString(Path.of("README.md")))
        .contains("## The API by example\n")
        .contains("```bash\n" + tour + "```\n");
  }
}
