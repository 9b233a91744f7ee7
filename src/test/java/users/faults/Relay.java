package users.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Lets nodes in other network namespaces reach a port that listens on loopback only. */
final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final int target;

  private Relay(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  static Relay start(String host, int port) throws IOException {
    var relay = new Relay(new ServerSocket(port, 200, InetAddress.getByName(host)), port);
    daemon(relay::accept);
    return relay;
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        daemon(() -> copy(client, server));
        daemon(() -> copy(server, client));
      } catch (IOException e) {
        if (!door.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side is gone, and now the other is told so.
      return;
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
