package users.view;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import users.domain.User;
import users.infrastructure.TestDatabase;
import users.journal.JournalEvent;
import users.journal.SliceRange;

/** The queries and the table behind them, which a test fills itself. */
final class ListUnderTest implements AutoCloseable {
  static final Query ALL = Query.all();

  final TestDatabase test = TestDatabase.create();
  private final UserViewHandler handler =
      new UserViewHandler(UserViewHandler.TABLE, (connection, holdings) -> {}, new LongAdder());
  private final UserView view =
      new UserView(
          test.database(),
          new Cursors("secret"),
          new LagReader(UserViewProjection.NAME, SliceRange.split(4), Clock.systemUTC()),
          () -> {
            throw new UnsupportedOperationException();
          },
          new LongAdder());

  void apply(JournalEvent... events) {
    test.database()
        .transaction(
            connection -> {
              handler.apply(connection, List.of(events));
              return events.length;
            })
        .toCompletableFuture()
        .join();
  }

  Page page(Query query) {
    try {
      return view.list(query).toCompletableFuture().join();
    } catch (InvalidCursor e) {
      throw new IllegalStateException(e);
    }
  }

  /** All pages in one, doing something before each but the first. */
  List<UserRow> walk(Query query, Runnable betweenPages) {
    Page page = page(query);
    List<UserRow> rows = new ArrayList<>(page.items());
    while (page.next().isPresent()) {
      betweenPages.run();
      page = page(query.from(page.next()));
      rows.addAll(page.items());
    }
    return rows;
  }

  List<String> firstNames(Query query) {
    return walk(query, () -> {}).stream().map(UserRow::firstName).toList();
  }

  static Query search(String q) {
    return new Query(20, ALL.cursor(), Optional.of(q), ALL.email(), ALL.status(), ALL.sort());
  }

  static Query email(String email) {
    return new Query(20, ALL.cursor(), ALL.q(), Optional.of(email), ALL.status(), ALL.sort());
  }

  static Query sorted(int limit, Optional<User.Status> status, String sort) {
    return new Query(
        limit, ALL.cursor(), ALL.q(), ALL.email(), status, Sort.parse(sort).orElseThrow());
  }

  @Override
  public void close() {
    test.close();
  }
}
