package users.infrastructure;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The embedded PostgreSQL: a process of its own, which outlives the Java that started it. */
public final class LocalPostgres {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Path data;
  private final PostgresLog log;
  private final PostgresBinaries binaries;
  private final OrdinaryUser user;

  private LocalPostgres(Path data, Path run) throws IOException {
    this.data = data.toAbsolutePath().normalize();
    Path home = Files.createDirectories(run.toAbsolutePath().normalize());
    this.log = PostgresLog.in(home);
    this.binaries = PostgresBinaries.unpackedIn(home);
    this.user = OrdinaryUser.whoCanRun(binaries.program("initdb"));
  }

  /** {@code start <data folder> <run folder> <port>} or {@code stop <data folder> <run folder>}. */
  public static void main(String[] args) {
    try {
      LocalPostgres postgres = in(Path.of(args[1]), Path.of(args[2]));
      if (args[0].equals("start")) {
        postgres.start(Integer.parseInt(args[3]));
      } else {
        postgres.stop();
      }
    } catch (IOException | SQLException e) {
      System.err.println("users: PostgreSQL: " + e.getMessage());
      System.exit(1);
    }
  }

  /** The server with that data folder; its programs and postgres.log are kept in {@code run}. */
  public static LocalPostgres in(Path data, Path run) throws IOException {
    return new LocalPostgres(data, run);
  }

  /**
   * Starts it, unless it runs, with a database {@code users} for user {@code postgres} on loopback.
   */
  public void start(int port) throws IOException, SQLException {
    Optional<Postmaster> running = Postmaster.of(data);
    if (running.isEmpty()) {
      launch(port);
    } else if (running.get().port() != port) {
      throw new IOException("it runs already, on port " + running.get().port());
    }
    createDatabase(port);
  }

  /** Stops it in fast mode: clients are cut off, their open transactions rolled back. */
  public void stop() throws IOException {
    if (pid().isPresent()) {
      control("stop", "-m", "fast", "-t", "60");
    }
  }

  /** The process number of the server itself; empty if it does not run. */
  public Optional<Long> pid() throws IOException {
    return Postmaster.of(data).map(Postmaster::pid);
  }

  private void launch(int port) throws IOException {
    refuseUsed(port);
    if (!Files.exists(data)) {
      initialize();
    }
    user.own(data);
    user.own(log.file());
    configure();
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    log.explain(() -> control("start", "-t", "300", "-l", log.path(), "-o", "-p " + port));
  }

  /** Under another name until it is complete, so that an interrupted start leaves no half of it. */
  private void initialize() throws IOException {
    Path parent = Files.createDirectories(data.getParent());
    Path unfinished = Files.createTempDirectory(parent, "postgres-unfinished-");
    user.own(unfinished);
    user.command(
            binaries.program("initdb"),
            "--pgdata=" + unfinished,
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--lc-ctype=" + characterType(),
            "--data-checksums")
        .run();
    Files.writeString(unfinished.resolve("postgresql.conf"), "include 'users.conf'\n", APPEND);
    Files.move(unfinished, data);
  }

  /** Trigrams ask the operating system what a letter is; only there C.UTF-8 has another name. */
  private static String characterType() {
    return System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8";
  }

  private void configure() throws IOException {
    try (InputStream settings = LocalPostgres.class.getResourceAsStream("/local-postgres.conf")) {
      Files.copy(settings, data.resolve("users.conf"), REPLACE_EXISTING);
    }
  }

  private void control(String action, String... options) throws IOException {
    user.command(binaries.program("pg_ctl"), action, "-D", data.toString(), "-s", "-w")
        .with(options)
        .run();
  }

  private static void refuseUsed(int port) throws IOException {
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
      free.getLocalPort();
    } catch (IOException e) {
      throw new IOException("port " + port + " is used by another program", e);
    }
  }

  private static void createDatabase(int port) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT FROM pg_database WHERE datname = 'users'")) {
      if (!found.next()) {
        statement.execute("CREATE DATABASE users");
      }
    }
  }
}
