package users.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/** Ports that were free a moment ago. */
final class Ports {

  static List<Integer> free(int count) {
    List<ServerSocket> sockets = IntStream.range(0, count).mapToObj(i -> open()).toList();
    List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
    sockets.forEach(Ports::close);
    return ports;
  }

  private static ServerSocket open() {
    try {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ports() {}
}
