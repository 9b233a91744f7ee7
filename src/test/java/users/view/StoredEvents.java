package users.view;

import users.infrastructure.TestDatabase;

/** Many events at once in the journal, as the persistence plugin would have stored them. */
final class StoredEvents {
  private static final String CREATE_AND_WELCOME =
      """
      INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
        adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
      SELECT 'User|01900000-0000-7000-8000-' || lpad(n::text, 12, '0'), version, 'test',
        extract(epoch FROM now()) * 1000, '', 1001, '',
        convert_to(
          '{"type":"' || CASE version WHEN 1 THEN
             'user-created","firstName":"' || first || '","lastName":"' || last || '","email":"'
              || lower(first) || '.' || lower(last) || n || '@example.com'
             ELSE 'user-welcomed' END
          || '","at":"'
          || to_char(timestamp '2026-01-01' + n * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
          || '","actor":"anonymous","commandId":"' || n || '-' || version || '"}', 'UTF8')
      FROM (SELECT n, version,
              (ARRAY['Ann','Bob','Cleo','Dan','Eve','Finn','Gus','Hana','Ida','Jon'])[1 + n % 10]
                AS first,
              syllable[1 + n % 10] || lower(syllable[1 + n / 10 % 10])
                || lower(syllable[1 + n / 100 % 10]) AS last
            FROM generate_series(FROM_NUMBER, TO_NUMBER) n, generate_series(1, 2) version,
              (SELECT ARRAY['Ma','Ber','Lin','Sto','Ker','Dan','Vol','Ri','Sha','Tu'] AS syllable)
            ORDER BY n + version * 20, version) event
      """;

  private static final String UPDATE =
      """
      INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
        adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
      SELECT 'User|USER_ID', version, 'test', extract(epoch FROM now()) * 1000, '', 1001, '',
        convert_to('{"type":"user-updated","lastName":"Changed' || version || '",'
          || '"at":"2026-02-01T00:00:00Z","actor":"anonymous","commandId":"u-' || version || '"}',
          'UTF8')
      FROM generate_series(3, LAST_VERSION) version
      """;

  /** The id of a user. */
  static String userId(int number) {
    return "01900000-0000-7000-8000-%012d".formatted(number);
  }

  /** Users of these numbers, created one after the other, each welcomed twenty users later. */
  static void createAndWelcome(TestDatabase test, int from, int to) {
    test.execute(
        CREATE_AND_WELCOME
            .replace("FROM_NUMBER", Integer.toString(from))
            .replace("TO_NUMBER", Integer.toString(to)));
  }

  /** So many changes of the last name of a user who has been created and welcomed. */
  static void update(TestDatabase test, int number, int times) {
    test.execute(
        UPDATE
            .replace("USER_ID", userId(number))
            .replace("LAST_VERSION", Integer.toString(2 + times)));
  }

  /** Another address for a user, as that version. */
  static void move(TestDatabase test, int number, int version, String email) {
    test.execute(
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
          adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
        SELECT 'User|USER_ID', VERSION, 'test', extract(epoch FROM now()) * 1000, '', 1001, '',
          convert_to('{"type":"user-updated","email":"EMAIL","at":"2026-02-01T00:00:00Z",'
            || '"actor":"anonymous","commandId":"COMMAND_ID"}', 'UTF8')
        """
            .replace("COMMAND_ID", moveId(number, version))
            .replace("USER_ID", userId(number))
            .replace("VERSION", Integer.toString(version))
            .replace("EMAIL", email));
  }

  /** The id of the command that leads to {@link #move}. */
  static String moveId(int number, int version) {
    return "m-" + userId(number) + "-" + version;
  }

  /** The end of a user, as that version. */
  static void delete(TestDatabase test, int number, int version) {
    test.execute(
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
          adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
        SELECT 'User|USER_ID', VERSION, 'test', extract(epoch FROM now()) * 1000, '', 1001, '',
          convert_to('{"type":"user-deleted","at":"2026-02-01T00:00:00Z","actor":"anonymous",'
            || '"commandId":"d-USER_ID"}', 'UTF8')
        """
            .replace("USER_ID", userId(number))
            .replace("VERSION", Integer.toString(version)));
  }

  private StoredEvents() {}
}
