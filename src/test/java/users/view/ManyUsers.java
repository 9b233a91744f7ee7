package users.view;

import users.infrastructure.TestDatabase;

/** A table of many rows, as the projection would have filled it in some years. */
final class ManyUsers {
  private static final String INSERT =
      """
      INSERT INTO user_view_1 (user_id, version, status, welcomed, first_name, last_name, email,
        first_name_folded, last_name_folded, email_folded, email_key, created_at, updated_at)
      SELECT ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 2,
        CASE WHEN n % 100 = 0 THEN 'suspended' ELSE 'active' END, true,
        first, last, lower(email), lower(first), lower(last), lower(email), lower(email),
        timestamptz '2026-01-01Z' + n * interval '1 second',
        timestamptz '2026-06-01Z' + (n * 7919 % USERS) * interval '1 second'
      FROM (
        SELECT n, first, last, first || '.' || last || n || '@example.com' AS email
        FROM (
          SELECT n,
            (ARRAY['Ann','Bob','Cleo','Dan','Eve','Finn','Gus','Hana','Ida','Jon'])[1 + n % 10]
              AS first,
            syllable[1 + n / 10 % 7] || lower(syllable[1 + n / 70 % 10])
              || lower(syllable[1 + n / 700 % 10]) AS last
          FROM generate_series(1, USERS) n,
            (SELECT ARRAY['Ma','Ber','Lin','Sto','Ker','Dan','Vol','Ri','Sha','Tu'] AS syllable)
        ) name
      ) user_row
      """;

  static void insert(TestDatabase test, int users) {
    test.execute(INSERT.replace("USERS", Integer.toString(users)));
    bringInWords(test);
  }

  /** All anew. */
  static void bringInWords(TestDatabase test) {
    test.execute("TRUNCATE user_view_1_words");
    test.execute(
        "INSERT INTO user_view_1_words"
            + " SELECT user_id, search, status, last_name_folded, email_key, created_at, updated_at"
            + " FROM user_view_1");
  }

  private ManyUsers() {}
}
