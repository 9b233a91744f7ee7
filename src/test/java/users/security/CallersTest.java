package users.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
  private static final Issuer ISSUER = new Issuer("k1");
  private static final Issuer STRANGER = new Issuer("k1");
  private static final Clock CLOCK = Clock.systemUTC();

  private Callers callers = start(ISSUER.settings());

  @AfterEach
  void close() {
    callers.close();
  }

  @Test
  void knowsTheHolderOfAGoodToken() {
    String token = ISSUER.token("ann", "openid users:read users:self");

    assertThat(callers.of(Optional.of("Bearer " + token)).toCompletableFuture().join())
        .isEqualTo(new Caller("ann", Set.of(Scope.READ, Scope.SELF)));
    // The second time from memory.
    assertThat(outcome(token)).isEqualTo("ann");
  }

  @Test
  void takesScopesAsAList() {
    JWTClaimsSet claims =
        ISSUER.claims("ann", null).claim("scp", java.util.List.of("users:write")).build();

    assertThat(
            callers.of(Optional.of("bearer " + ISSUER.sign(claims))).toCompletableFuture().join())
        .isEqualTo(new Caller("ann", Set.of(Scope.WRITE)));
  }

  @Test
  void asksForATokenIfThereIsNone() {
    assertThatThrownBy(() -> callers.of(Optional.empty()).toCompletableFuture().join())
        .hasRootCauseMessage("Send a bearer token");
    assertThatThrownBy(() -> callers.of(Optional.of("Basic YTpi")).toCompletableFuture().join())
        .hasRootCauseMessage("Send a bearer token");
  }

  @Test
  void refusesTheSignatureOfAStranger() {
    assertThat(outcome(STRANGER.token("ann", ""))).contains("not signed");
  }

  @Test
  void refusesAChangedToken() {
    String[] parts = ISSUER.token("ann", "users:read").split("\\.", -1);
    String payload =
        Base64URL.encode(ISSUER.claims("eve", "users:admin").build().toString()).toString();

    assertThat(outcome(parts[0] + "." + payload + "." + parts[2])).contains("not signed");
  }

  @Test
  void refusesATokenWithoutSignature() {
    String unsigned = new PlainJWT(ISSUER.claims("eve", "users:admin").build()).serialize();
    String stripped = ISSUER.token("eve", "users:admin").replaceFirst("[^.]*$", "");

    assertThat(outcome(unsigned)).startsWith("The token is");
    assertThat(outcome(stripped)).startsWith("The token is");
  }

  /** The public key is known to all: with HMAC allowed it would be a secret that is none. */
  @Test
  void refusesThePublicKeyAsASecret() throws Exception {
    byte[] secret = ISSUER.key().toRSAPublicKey().getEncoded();
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build();
    var token = new SignedJWT(header, ISSUER.claims("eve", "users:admin").build());
    token.sign(new MACSigner(secret));

    assertThat(outcome(token.serialize())).contains("not signed");
  }

  @Test
  void refusesAKeyThatTheTokenBrings() {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("k1")
            .jwk(STRANGER.key().toPublicJWK())
            .build();

    assertThat(outcome(STRANGER.sign(header, ISSUER.claims("eve", "").build())))
        .contains("not signed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../../../dev/null", "k1' OR '1'='1", "unknown", "", "http://127.0.0.1/jwks"})
  void refusesAKeyIdThatIsNoneOfTheIssuers(String keyId) {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();

    assertThat(outcome(STRANGER.sign(header, ISSUER.claims("eve", "").build())))
        .contains("not signed");
  }

  @Test
  void needsNoKeyId() {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).build();

    assertThat(outcome(ISSUER.sign(header, ISSUER.claims("ann", "").build()))).isEqualTo("ann");
    assertThat(outcome(STRANGER.sign(header, ISSUER.claims("eve", "").build())))
        .contains("not signed");
  }

  @Test
  void forgivesWhatTheClocksMayDifferBy() {
    assertThat(outcome(expiring(Duration.ofSeconds(-1)))).isEqualTo("ann");
    assertThat(outcome(expiring(Duration.ofSeconds(-31)))).isEqualTo("The token has expired");
    assertThat(outcome(beginning(Duration.ofSeconds(20)))).isEqualTo("ann");
    assertThat(outcome(beginning(Duration.ofSeconds(40)))).isEqualTo("The token is not valid yet");
  }

  @Test
  void refusesWhatIsMeantForOthers() {
    var claims = ISSUER.claims("ann", "");

    assertThat(outcome(ISSUER.sign(claims.audience("orders").build()))).contains("audience");
    claims.audience(Issuer.AUDIENCE).issuer("https://other.example");
    assertThat(outcome(ISSUER.sign(claims.build()))).contains("another issuer");
    claims.issuer(Issuer.NAME).expirationTime(null);
    assertThat(outcome(ISSUER.sign(claims.build()))).contains("never expires");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system:welcome",
        "System:x",
        " system:x",
        "anonymous",
        "",
        " ",
        "a\nb",
        "a\u0085b",
        "a\u202Eb"
      })
  void refusesSubjectsThatNobodyMayHave(String subject) {
    assertThat(outcome(ISSUER.token(subject, ""))).contains("subject");
  }

  @Test
  void refusesALongSubject() {
    assertThat(outcome(ISSUER.token("a".repeat(256), ""))).contains("subject");
    assertThat(outcome(ISSUER.token("a".repeat(255), ""))).isEqualTo("a".repeat(255));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b.c", "e30.e30.e30", "a.b", "..", "a.b.c.d.e", "a b"})
  void refusesWhatIsNoToken(String text) {
    assertThat(outcome(text)).startsWith("The token is");
  }

  @Test
  void refusesALongToken() {
    assertThat(outcome(ISSUER.token("ann", "x".repeat(100_000))))
        .isEqualTo("The token is too long");
  }

  @Test
  void followsAFileThatChanges() throws IOException {
    Path file = ISSUER.jwksFile();
    var next = new Issuer("k2");
    callers = start(settings(file.toString()));
    assertThat(outcome(ISSUER.token("ann", ""))).isEqualTo("ann");
    String old = ISSUER.token("old", "");
    assertThat(outcome(old)).isEqualTo("old");

    Files.writeString(file, next.jwks());

    assertThat(outcome(next.token("ann", ""))).isEqualTo("ann");
    // Also what had been verified before.
    assertThat(outcome(old)).contains("not signed");
  }

  @Test
  void keepsTheKeysWhileTheFileIsBroken() throws IOException {
    Path file = ISSUER.jwksFile();
    callers = start(settings(file.toString()));

    Files.writeString(file, "{");

    Awaitility.await()
        .during(Duration.ofMillis(500))
        .until(() -> outcome(ISSUER.token("ann", "")).equals("ann"));
  }

  @Test
  void waitsForAServerThatIsDownAndKeepsItsKeysWhenItGoes() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    callers = start(settings("http://127.0.0.1:" + address.getPort() + "/jwks"));
    assertThatThrownBy(() -> join(ISSUER.token("ann", ""))).isInstanceOf(KeysUnavailable.class);

    HttpServer server = serve(address, ISSUER::jwks);
    Awaitility.await().ignoreExceptions().until(() -> join(ISSUER.token("ann", "")).equals("ann"));
    server.stop(0);

    assertThat(outcome(ISSUER.token("bob", ""))).isEqualTo("bob");
    assertThat(outcome(new Issuer("k9").token("bob", ""))).contains("not signed");
  }

  @Test
  void followsAServerThatRotatesButLetsNobodyDriveItMad() throws IOException {
    var reads = new AtomicInteger();
    var published = new java.util.concurrent.atomic.AtomicReference<>(ISSUER);
    HttpServer server =
        serve(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> {
              reads.incrementAndGet();
              return published.get().jwks();
            });
    callers = start(settings("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks"));
    Awaitility.await().ignoreExceptions().until(() -> join(ISSUER.token("ann", "")).equals("ann"));

    var next = new Issuer("k2");
    published.set(next);
    assertThat(outcome(next.token("ann", ""))).isEqualTo("ann");
    for (int i = 0; i < 100; i++) {
      assertThat(outcome(new IssuerOf("fake" + i).token())).contains("not signed");
    }

    assertThat(reads.get()).isLessThanOrEqualTo(3);
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/file", "http://issuer.example/jwks"})
  void doesNotStartWithoutKeysThatCanBeTrusted(String jwks) {
    assertThatThrownBy(() -> start(settings(jwks))).hasMessageContaining("USERS_JWKS");
  }

  @Test
  void doesNotStartHalfConfigured() {
    assertThatThrownBy(() -> start("users.authentication.issuer = \"" + Issuer.NAME + "\""))
        .hasMessageContaining("audience is empty");
  }

  @Test
  void servesOnlyThisMachineWithoutAuthentication() {
    assertThatThrownBy(() -> start("users.http.host = 0.0.0.0"))
        .hasMessageContaining("USERS_HTTP_INSECURE=yes-i-know");
    assertThatThrownBy(() -> start("users.http.insecure = maybe"))
        .hasMessageContaining("neither no nor yes-i-know");
    start("users.http.host = 0.0.0.0", "users.http.insecure = yes-i-know").close();
    start("users.http.host = localhost").close();
  }

  /** Signs with a key that others know under another name. */
  private record IssuerOf(String keyId) {
    String token() {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
      return STRANGER.sign(header, ISSUER.claims("eve", "").build());
    }
  }

  private static String expiring(Duration in) {
    return ISSUER.sign(ISSUER.claims("ann", "").expirationTime(Issuer.fromNow(in)).build());
  }

  private static String beginning(Duration in) {
    return ISSUER.sign(ISSUER.claims("ann", "").notBeforeTime(Issuer.fromNow(in)).build());
  }

  /** The subject, or why not. */
  private String outcome(String token) {
    try {
      return join(token);
    } catch (Unauthenticated refused) {
      return refused.getMessage();
    }
  }

  private String join(String token) {
    try {
      return callers.of(Optional.of("Bearer " + token)).toCompletableFuture().join().subject();
    } catch (java.util.concurrent.CompletionException failed) {
      throw (RuntimeException) failed.getCause();
    }
  }

  private static String[] settings(String jwks) {
    String[] settings = ISSUER.settings();
    settings[0] = "users.authentication.jwks = \"" + jwks + "\"";
    return settings;
  }

  private static Callers start(String... settings) {
    Config config =
        ConfigFactory.parseString(String.join("\n", settings)).withFallback(ConfigFactory.load());
    return Callers.start(config, CLOCK);
  }

  private static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static HttpServer serve(InetSocketAddress address, Supplier<String> document)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/jwks",
        exchange -> {
          byte[] bytes = document.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }
}
