package users.journal;

import java.util.concurrent.CountDownLatch;

/** What can happen to the thread that reads the end of a node's feed. */
public final class BrokenTail {

  /** It dies at the next event, as of a defect or for want of memory. */
  public static void diesAtTheNextEvent(Journal journal) {
    journal
        .feed
        .tail()
        .add(
            () -> {
              throw new AssertionError("The tail dies, as a test wants it");
            });
  }

  /**
   * It hangs from the next event on.
   *
   * @return lets it go on
   */
  public static Runnable hangsAtTheNextEvent(Journal journal) {
    var released = new CountDownLatch(1);
    Runnable hang =
        () -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    journal.feed.tail().add(hang);
    return () -> {
      journal.feed.tail().remove(hang);
      released.countDown();
    };
  }

  private BrokenTail() {}
}
