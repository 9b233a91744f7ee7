package users.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server that runs, as its data folder tells. */
record Postmaster(long pid, int port) {

  /** The server of this data folder; empty if none runs, whatever a killed one left there. */
  static Optional<Postmaster> of(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    return Optional.of(lines)
        .filter(all -> all.size() > 3)
        .map(all -> new Postmaster(Long.parseLong(all.get(0)), Integer.parseInt(all.get(3))))
        .filter(Postmaster::runs);
  }

  /** After a restart of the machine its number may belong to another program. */
  private boolean runs() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().command())
        .filter(command -> command.endsWith("/postgres"))
        .isPresent();
  }
}
