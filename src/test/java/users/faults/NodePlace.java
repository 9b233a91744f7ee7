package users.faults;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a node lives.
 *
 * @param prefix of the command that starts a process there
 */
record NodePlace(String host, List<String> prefix, int http, int management, int remote) {

  static List<NodePlace> onLoopback(int count) {
    List<Integer> ports = Ports.free(3 * count);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new NodePlace(
                    "127.0.0.1",
                    List.of(),
                    ports.get(3 * i),
                    ports.get(3 * i + 1),
                    ports.get(3 * i + 2)))
        .toList();
  }
}
