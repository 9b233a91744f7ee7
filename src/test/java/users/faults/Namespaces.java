package users.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Three machines, as far as the network is concerned: namespaces on a bridge of their own. Who is
 * cut off from whom still sends, but to a hardware address that nobody has: the packets vanish, as
 * in a real partition, and are not refused.
 */
final class Namespaces implements AutoCloseable {
  static final String DATABASE_HOST = "10.213.77.1";
  private static final String NOBODY = "02:00:00:00:00:99";
  private static final String BRIDGE = "users-br";
  private static final int COUNT = 3;

  /** Whether this machine and its user can have namespaces. */
  static boolean possible() {
    try {
      run(List.of("ip", "netns", "add", "users-probe"));
      run(List.of("ip", "netns", "del", "users-probe"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static Namespaces create() throws IOException {
    var namespaces = new Namespaces();
    namespaces.close();
    ip("link add " + BRIDGE + " type bridge");
    ip("addr add " + DATABASE_HOST + "/24 dev " + BRIDGE);
    ip("link set " + BRIDGE + " up");
    for (int i = 0; i < COUNT; i++) {
      create(i);
    }
    return namespaces;
  }

  List<NodePlace> places() {
    return IntStream.range(0, COUNT)
        .mapToObj(
            i -> new NodePlace(host(i), List.of("ip", "netns", "exec", name(i)), 7070, 8558, 2551))
        .toList();
  }

  /** Nothing passes any more between the one and the others, in either direction. */
  void cutOff(int one) throws IOException {
    for (int other = 0; other < COUNT; other++) {
      if (other != one) {
        in(one, "neigh replace " + host(other) + " lladdr " + NOBODY + " dev eth0 nud permanent");
        in(other, "neigh replace " + host(one) + " lladdr " + NOBODY + " dev eth0 nud permanent");
      }
    }
  }

  void heal(int one) throws IOException {
    for (int other = 0; other < COUNT; other++) {
      if (other != one) {
        in(one, "neigh del " + host(other) + " dev eth0");
        in(other, "neigh del " + host(one) + " dev eth0");
      }
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < COUNT; i++) {
      quietly("netns del " + name(i));
    }
    quietly("link del " + BRIDGE);
  }

  private static void create(int i) throws IOException {
    ip("netns add " + name(i));
    ip("link add users-v" + i + " type veth peer name eth0 netns " + name(i));
    ip("link set users-v" + i + " master " + BRIDGE + " up");
    in(i, "addr add " + host(i) + "/24 dev eth0");
    in(i, "link set eth0 up");
    in(i, "link set lo up");
  }

  private static String host(int i) {
    return "10.213.77.1" + (i + 1);
  }

  private static String name(int i) {
    return "users-n" + (i + 1);
  }

  private static void in(int i, String command) throws IOException {
    ip("-n " + name(i) + " " + command);
  }

  private static void ip(String command) throws IOException {
    var words = new ArrayList<>(List.of("ip"));
    words.addAll(List.of(command.split(" ", -1)));
    run(words);
  }

  private static void quietly(String command) {
    try {
      ip(command);
    } catch (IOException notThere) {
      return;
    }
  }

  private static void run(List<String> command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
