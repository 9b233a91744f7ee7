package users.infrastructure;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Lets root run PostgreSQL, which refuses root.
 *
 * @param prefix what to put before the command
 * @param owner number of the user who must own the server's files; empty = whoever runs us
 */
record OrdinaryUser(List<String> prefix, OptionalInt owner) {
  private static final OrdinaryUser WHO_RUNS_US = new OrdinaryUser(List.of(), OptionalInt.empty());

  /** In a user namespace of its own, root is nobody, and files stay root's. */
  private static final OrdinaryUser IN_A_NAMESPACE =
      new OrdinaryUser(List.of("unshare", "-U"), OptionalInt.of(0));

  /**
   * Where namespaces are off; the capability lets nobody pass a home folder that only root may
   * enter.
   */
  private static final OrdinaryUser NOBODY =
      new OrdinaryUser(
          List.of(
              "setpriv",
              "--reuid=65534",
              "--regid=65534",
              "--clear-groups",
              "--inh-caps=+dac_override",
              "--ambient-caps=+dac_override"),
          OptionalInt.of(65534));

  /** Who can run this program here: it may lie where only root, or its owner, may enter. */
  static OrdinaryUser whoCanRun(String program) throws IOException {
    if (Command.of("id", "-u").run().strip().equals("0")) {
      return Stream.of(IN_A_NAMESPACE, NOBODY)
          .filter(candidate -> candidate.canRun(program))
          .findFirst()
          .orElseThrow(() -> new IOException("root cannot run it here, an ordinary user can"));
    }
    return WHO_RUNS_US;
  }

  Command command(String... words) {
    return new Command(prefix).with(words);
  }

  /**
   * Gives a file, or a folder with all that is in it, to that user: another one may have used it.
   */
  void own(Path path) throws IOException {
    if (!Files.isWritable(path)) {
      throw new IOException(path + " belongs to another user");
    }
    if (owner.isPresent() && !owner().equals(ownerOf(path))) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.setAttribute(file, "unix:uid", owner.getAsInt(), NOFOLLOW_LINKS);
        }
      }
    }
  }

  private static OptionalInt ownerOf(Path path) throws IOException {
    return OptionalInt.of((Integer) Files.getAttribute(path, "unix:uid"));
  }

  private boolean canRun(String program) {
    try {
      command(program, "--version").run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
