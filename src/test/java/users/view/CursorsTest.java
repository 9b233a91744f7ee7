package users.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import users.domain.User.Status;

class CursorsTest {
  private static final Place PLACE =
      new Place("Müller, \n\u0000", "01900000-0000-7000-8000-000000000001");
  private static final Query QUERY =
      query(Optional.of("ann"), Optional.empty(), Optional.of(Status.ACTIVE), Sort.DEFAULT);

  private final Cursors cursors = new Cursors("secret");

  @Test
  void aCursorBringsThePlaceBackOnAnyNodeAndForAnyPageSize() throws InvalidCursor {
    String cursor = cursors.seal(PLACE, QUERY);
    var smaller =
        new Query(5, Optional.of(cursor), QUERY.q(), QUERY.email(), QUERY.status(), QUERY.sort());

    assertThat(new Cursors("secret").open(cursor, smaller)).isEqualTo(PLACE);
  }

  @Test
  void aCursorTellsNothing() {
    String cursor = cursors.seal(PLACE, QUERY);

    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(
            new String(
                Base64.getUrlDecoder().decode(cursor),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("ller")
        .doesNotContain("0190");
    assertThat(cursors.seal(PLACE, QUERY)).isNotEqualTo(cursor);
  }

  @Test
  void aChangedCursorIsRefusedWhereverItIsChanged() {
    byte[] cursor = Base64.getUrlDecoder().decode(cursors.seal(PLACE, QUERY));

    for (int i = 0; i < cursor.length; i++) {
      byte[] changed = cursor.clone();
      changed[i] ^= 1;
      refuses(Base64.getUrlEncoder().encodeToString(changed), QUERY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "AAAA",
        "no cursor",
        "ü",
        "%",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoCursorIsRefused(String text) {
    refuses(text, QUERY);
  }

  @ParameterizedTest
  @MethodSource("otherQueries")
  void aCursorOfAnotherListIsRefused(Query other) {
    refuses(cursors.seal(PLACE, QUERY), other);
  }

  @Test
  void aCursorOfAnotherKeyIsRefused() {
    refuses(new Cursors("another").seal(PLACE, QUERY), QUERY);
  }

  static Stream<Query> otherQueries() {
    Optional<String> none = Optional.empty();
    Sort byName = new Sort(Sort.Key.LAST_NAME, false);
    return Stream.of(
        query(Optional.of("anna"), none, QUERY.status(), Sort.DEFAULT),
        query(none, none, QUERY.status(), Sort.DEFAULT),
        query(none, QUERY.q(), QUERY.status(), Sort.DEFAULT),
        query(QUERY.q(), none, Optional.empty(), Sort.DEFAULT),
        query(QUERY.q(), none, Optional.of(Status.SUSPENDED), Sort.DEFAULT),
        query(QUERY.q(), none, QUERY.status(), new Sort(Sort.Key.CREATED_AT, true)),
        query(QUERY.q(), none, QUERY.status(), byName));
  }

  private void refuses(String cursor, Query query) {
    assertThatThrownBy(() -> cursors.open(cursor, query)).isInstanceOf(InvalidCursor.class);
  }

  private static Query query(
      Optional<String> q, Optional<String> email, Optional<Status> status, Sort sort) {
    return new Query(20, Optional.empty(), q, email, status, sort);
  }
}
