package users.security;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One thing for each name, made when it is first asked for. The names come from outside, so their
 * number is bounded: what has not been asked for lately is forgotten.
 */
final class Recent<T> {
  private static final int MOST = 10_000;

  private final Function<String, T> make;
  private volatile Map<String, T> young = new ConcurrentHashMap<>();
  private volatile Map<String, T> old = Map.of();

  Recent(Function<String, T> make) {
    this.make = make;
  }

  T get(String name) {
    T found = young.get(name);
    return found != null ? found : add(name);
  }

  int size() {
    return young.size() + old.size();
  }

  private synchronized T add(String name) {
    if (young.size() >= MOST) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
    Map<String, T> before = old;
    return young.computeIfAbsent(
        name, one -> before.containsKey(one) ? before.get(one) : make.apply(one));
  }
}
