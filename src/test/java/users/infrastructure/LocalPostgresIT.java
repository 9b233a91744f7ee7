package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {
  @TempDir private static Path folder;

  private static LocalPostgres postgres;
  private static Path data;
  private static Path run;
  private static int port;

  @BeforeAll
  static void chooseFolders() throws Exception {
    data = folder.resolve("data/postgres");
    run = folder.resolve("run");
    port = freePort();
    postgres = LocalPostgres.in(data, run);
  }

  /** Whatever the test before did to it. */
  @BeforeEach
  void start() throws Exception {
    postgres.start(port);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.stop();
  }

  @Test
  void an_answered_write_is_on_the_disk() throws Exception {
    List<String> settings =
        List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums");

    assertThat(settings).allSatisfy(setting -> assertThat(ask("SHOW " + setting)).isEqualTo("on"));
  }

  @Test
  void only_this_machine_reaches_it() throws Exception {
    assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void it_knows_trigrams_and_letters_of_all_scripts() throws Exception {
    tell("CREATE EXTENSION pg_trgm");

    assertThat(ask("SELECT lower('JOSÉ') || similarity('李小龙', '李小龙')")).isEqualTo("josé1");
  }

  @Test
  void data_survive_a_kill_of_the_server() throws Exception {
    tell("CREATE TABLE survives_a_kill AS SELECT 'this' AS what");

    killServer();
    postgres.start(port);

    assertThat(ask("SELECT what FROM survives_a_kill")).isEqualTo("this");
  }

  @Test
  void data_survive_a_stop_and_so_does_what_an_operator_set() throws Exception {
    tell("CREATE TABLE survives_a_stop AS SELECT 'this' AS what");
    tell("ALTER SYSTEM SET max_connections = 77");

    postgres.stop();
    postgres.start(port);

    assertThat(ask("SELECT what FROM survives_a_stop")).isEqualTo("this");
    assertThat(ask("SHOW max_connections")).isEqualTo("77");
  }

  @Test
  void starts_although_another_program_has_the_number_of_a_killed_server() throws Exception {
    Path file = data.resolve("postmaster.pid");
    String left = Files.readString(file);
    killServer();
    long another = ProcessHandle.current().pid();
    Files.writeString(file, left.replaceFirst("\\d+", Long.toString(another)));

    postgres.start(port);

    assertThat(postgres.pid()).isPresent().get().isNotEqualTo(another);
  }

  @Test
  void a_second_start_or_stop_is_harmless() throws Exception {
    long first = postgres.pid().orElseThrow();

    postgres.start(port);
    assertThat(postgres.pid()).contains(first);

    postgres.stop();
    postgres.stop();
    assertThat(postgres.pid()).isEmpty();
  }

  @Test
  void a_used_port_is_named() throws Exception {
    try (ServerSocket used = new ServerSocket(0)) {
      LocalPostgres other = LocalPostgres.in(folder.resolve("other"), run);

      assertThatThrownBy(() -> other.start(used.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessage("port %d is used by another program", used.getLocalPort());
    }
  }

  @Test
  void data_that_cannot_be_read_are_named() throws Exception {
    Path version = data.resolve("PG_VERSION");
    String right = Files.readString(version);
    postgres.stop();
    Files.writeString(version, "9\n");
    try {
      assertThatThrownBy(() -> postgres.start(port))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("database files are incompatible with server");
    } finally {
      Files.writeString(version, right);
    }
  }

  private void killServer() throws IOException {
    ProcessHandle server = ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow();
    server.destroyForcibly();
    await().until(() -> !server.isAlive());
  }

  private void tell(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/users?user=postgres");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
