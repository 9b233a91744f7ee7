package users.welcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A mail server of moods: each session gets one, and goes well or wrong by it. */
final class SmtpServer implements AutoCloseable {

  /** Where a session fails, if at all. */
  enum Mood {
    GOOD,
    BUSY_AT_GREETING,
    BUSY_AT_RECIPIENT,
    BUSY_AT_DATA,
    CUT_AT_GREETING,
    CUT_AT_RECIPIENT,
    /** The worst: the mail is taken, and its sender does not learn of it. */
    CUT_AFTER_DATA;

    static Mood good() {
      return GOOD;
    }

    /** Half of the sessions fail, one way or another. */
    static Supplier<Mood> halfBad(long seed) {
      var random = new Random(seed);
      return () -> random.nextBoolean() ? GOOD : values()[1 + random.nextInt(values().length - 1)];
    }
  }

  record Mail(String recipient, String messageId) {}

  private final ServerSocket socket;
  private final Supplier<Mood> moods;
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final AtomicInteger sessions = new AtomicInteger();

  private SmtpServer(ServerSocket socket, Supplier<Mood> moods) {
    this.socket = socket;
    this.moods = moods;
  }

  /** Addresses that start with "refused" are. */
  static SmtpServer start(int port, Supplier<Mood> moods) {
    try {
      var server =
          new SmtpServer(new ServerSocket(port, 100, InetAddress.getLoopbackAddress()), moods);
      daemon(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  List<Mail> mails() {
    return mails;
  }

  int sessions() {
    return sessions.get();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        sessions.incrementAndGet();
        Mood mood;
        synchronized (moods) {
          mood = moods.get();
        }
        daemon(() -> serve(client, mood));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client, Mood mood) {
    try (client) {
      new Session(client, mood).run();
    } catch (IOException gone) {
      // So is the client.
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "smtp-server");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Session {
    private final BufferedReader in;
    private final OutputStream out;
    private final Mood mood;
    private String recipient = "";

    Session(Socket client, Mood mood) throws IOException {
      this.in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      this.out = client.getOutputStream();
      this.mood = mood;
    }

    void run() throws IOException {
      if (mood == Mood.CUT_AT_GREETING) {
        return;
      }
      say(mood == Mood.BUSY_AT_GREETING ? "421 busy" : "220 ready");
      String line = in.readLine();
      while (line != null && answer(line)) {
        line = in.readLine();
      }
    }

    private boolean answer(String line) throws IOException {
      String verb = line.toUpperCase(Locale.ROOT);
      if (verb.startsWith("RCPT")) {
        return recipient(line);
      }
      if (verb.startsWith("DATA")) {
        return data();
      }
      say(verb.startsWith("QUIT") ? "221 bye" : "250 ok");
      return !verb.startsWith("QUIT");
    }

    private boolean recipient(String line) throws IOException {
      recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
      if (mood == Mood.CUT_AT_RECIPIENT) {
        return false;
      }
      String busyOrOk = mood == Mood.BUSY_AT_RECIPIENT ? "451 greylisted" : "250 ok";
      say(recipient.startsWith("refused") ? "550 5.1.1 <" + recipient + "> unknown" : busyOrOk);
      return true;
    }

    private boolean data() throws IOException {
      if (mood == Mood.BUSY_AT_DATA) {
        say("452 disk full");
        return true;
      }
      say("354 go on");
      String messageId = "";
      for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
        if (line == null) {
          return false;
        }
        messageId = line.startsWith("Message-ID: ") ? line.substring(12) : messageId;
      }
      mails.add(new Mail(recipient, messageId));
      if (mood == Mood.CUT_AFTER_DATA) {
        return false;
      }
      say("250 taken");
      return true;
    }

    private void say(String line) throws IOException {
      out.write((line + "\r\n").getBytes(UTF_8));
      out.flush();
    }
  }
}
