package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

  @Test
  void aJdbcUrlIsTakenAsItIs() {
    assertThat(of("jdbc:postgresql://db:5432/users?sslmode=require"))
        .isEqualTo(url("jdbc:postgresql://db:5432/users?sslmode=require", "me", "secret"));
  }

  @Test
  void aUriBringsItsLogin() {
    assertThat(of("postgres://ann:p%40ss+word@db_1:5432/users?sslmode=require"))
        .isEqualTo(url("jdbc:postgresql://db_1:5432/users?sslmode=require", "ann", "p@ss+word"));
    assertThat(of("postgresql://ann@db/users"))
        .isEqualTo(url("jdbc:postgresql://db/users", "ann", "secret"));
    assertThat(of("postgres://db/users"))
        .isEqualTo(url("jdbc:postgresql://db/users", "me", "secret"));
  }

  @Test
  void itReachesTheJournalToo() {
    Config applied = of("postgres://ann:pw@db/users").applyTo(ConfigFactory.load());

    Config journal = applied.getConfig("akka-persistence-jdbc.shared-databases.slick.db");
    assertThat(journal.getString("url")).isEqualTo("jdbc:postgresql://db/users");
    assertThat(journal.getString("user")).isEqualTo("ann");
    assertThat(applied.getString("users.database.password")).isEqualTo("pw");
  }

  @Test
  void anythingElseIsRefusedWithoutTellingThePassword() {
    assertThatThrownBy(() -> of("mysql://ann:top@db/users"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageNotContaining("top");
    assertThat(url("jdbc:postgresql://db/users?password=top", "me", "secret").toString())
        .isEqualTo("me at jdbc:postgresql://db/users");
  }

  private static DatabaseUrl of(String url) {
    return DatabaseUrl.of(
        ConfigFactory.parseMap(Map.of("url", url, "user", "me", "password", "secret")));
  }

  private static DatabaseUrl url(String jdbcUrl, String user, String password) {
    return new DatabaseUrl(jdbcUrl, user, password);
  }
}
