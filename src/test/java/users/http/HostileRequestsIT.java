package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import users.Answer;
import users.Call;
import users.TestService;
import users.TestUsers;

/** Whatever arrives, the answer is a problem of the catalogue, and never a fault of ours. */
class HostileRequestsIT {
  private static final String GET =
      "GET /v1/users/01890000-0000-7000-8000-000000000000 HTTP/1.1\r\n";
  private static final String POST = "POST /v1/users HTTP/1.1\r\nHost: x\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  private final TestService service = TestService.shared();
  private final RawHttp raw = new RawHttp(service.port());

  /** A request and the status and code it gets. */
  private record Row(String name, String request, String outcome) {}

  @TestFactory
  Stream<DynamicTest> notHttp() {
    return tests(
        row("no request line", "this is no request line\r\n\r\n", "405 METHOD_NOT_ALLOWED"),
        row("no version", "GET /v1/users\r\nHost: x\r\n\r\n", "400 MALFORMED_REQUEST"),
        row("HTTP/9.9", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", "400 MALFORMED_REQUEST"),
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "405 METHOD_NOT_ALLOWED"),
        row("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", "400 MALFORMED_REQUEST"),
        row("NUL in the method", "GE\0T / HTTP/1.1\r\nHost: x\r\n\r\n", "405 METHOD_NOT_ALLOWED"),
        row("NUL in the path", "GET /v1\0 HTTP/1.1\r\nHost: x\r\n\r\n", "400 MALFORMED_REQUEST"),
        row(
            "letters beyond ASCII",
            "GET /\u00ff HTTP/1.1\r\nHost: x\r\n\r\n",
            "400 MALFORMED_REQUEST"),
        row(
            "bad percent escape",
            "GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "400 MALFORMED_REQUEST"),
        row(
            "half a percent escape",
            "GET /v1/% HTTP/1.1\r\nHost: x\r\n\r\n",
            "400 MALFORMED_REQUEST"),
        row(
            "no UTF-8 in a path",
            "GET /v1/users/%c3%28 HTTP/1.1\r\nHost: x\r\n\r\n",
            "404 USER_NOT_FOUND"),
        row(
            "NUL as an escape",
            "GET /v1/users/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
            "404 USER_NOT_FOUND"),
        row(
            "bad escape in a query",
            GET.replace(" HTTP", "?a=%zz HTTP") + "Host: x\r\n\r\n",
            "400 MALFORMED_REQUEST"),
        row(
            "bytes that are no UTF-8 in a parameter",
            "GET /v1/users?q=%ff HTTP/1.1\r\nHost: x\r\n\r\n",
            "400 INVALID_PARAMETER"),
        row(
            "an over-long URI",
            "GET /" + "a".repeat(3000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            "414 URI_TOO_LONG"),
        row(
            "an over-long method",
            "A".repeat(3000) + " / HTTP/1.1\r\nHost: x\r\n\r\n",
            "400 MALFORMED_REQUEST"),
        row("no Host", GET + "\r\n", "400 MALFORMED_REQUEST"),
        row("two Hosts", GET + "Host: x\r\nHost: y\r\n\r\n", "400 MALFORMED_REQUEST"),
        row("a bad Host", GET + "Host: a b\r\n\r\n", "400 MALFORMED_REQUEST"),
        row("CONNECT", "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", "400 MALFORMED_REQUEST"),
        row("TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", "405 METHOD_NOT_ALLOWED"),
        row("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "404 NOT_FOUND"),
        row(
            "an unknown method",
            "BREW /v1/users HTTP/1.1\r\nHost: x\r\n\r\n",
            "405 METHOD_NOT_ALLOWED"),
        row(
            "a method in small letters",
            "get /v1/users HTTP/1.1\r\nHost: x\r\n\r\n",
            "405 METHOD_NOT_ALLOWED"),
        row("HTTP/1.0", GET.replace("1.1", "1.0") + "Host: x\r\n\r\n", "404 USER_NOT_FOUND"),
        row("HTTP/1.0 without Host", GET.replace("1.1", "1.0") + "\r\n", "400 MALFORMED_REQUEST"),
        row(
            "a whole URI",
            GET.replace("GET ", "GET http://x") + "Host: x\r\n\r\n",
            "404 USER_NOT_FOUND"));
  }

  @TestFactory
  Stream<DynamicTest> badHeaders() {
    return tests(
        row("a line without a colon", GET + "Host: x\r\nnonsense\r\n\r\n", "400 MALFORMED_REQUEST"),
        row("a name with a space", GET + "Host: x\r\nA b: c\r\n\r\n", "400 MALFORMED_REQUEST"),
        row("a space before the colon", GET + "Host: x\r\nA : c\r\n\r\n", "400 MALFORMED_REQUEST"),
        row("no name", GET + "Host: x\r\n: c\r\n\r\n", "404 USER_NOT_FOUND"),
        row("NUL in a value", GET + "Host: x\r\nA: b\0c\r\n\r\n", "404 USER_NOT_FOUND"),
        row(
            "an over-long value",
            GET + "Host: x\r\nA: " + "b".repeat(9000) + "\r\n\r\n",
            "431 HEADERS_TOO_LARGE"),
        row(
            "an over-long name",
            GET + "Host: x\r\n" + "A".repeat(9000) + ": b\r\n\r\n",
            "431 HEADERS_TOO_LARGE"),
        row(
            "too many",
            GET + "Host: x\r\n" + "A: b\r\n".repeat(200) + "\r\n",
            "400 MALFORMED_REQUEST"),
        row(
            "a length that is no number",
            POST + JSON + "Content-Length: x\r\n\r\n{}",
            "400 MALFORMED_REQUEST"),
        row(
            "a negative length",
            POST + JSON + "Content-Length: -1\r\n\r\n{}",
            "400 MALFORMED_REQUEST"),
        row(
            "a length beyond 64 bits",
            POST + JSON + "Content-Length: 99999999999999999999\r\n\r\n{}",
            "400 MALFORMED_REQUEST"),
        row(
            "two lengths",
            POST + JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "400 MALFORMED_REQUEST"),
        row(
            "length and chunks",
            POST + JSON + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "400 MALFORMED_REQUEST"),
        row(
            "unknown transfer coding",
            POST + JSON + "Transfer-Encoding: cow\r\n\r\n",
            "400 MALFORMED_REQUEST"),
        row(
            "a bad chunk size",
            POST + JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            "400 MALFORMED_REQUEST"),
        row(
            "an over-long chunk",
            POST + JSON + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n{}",
            "400 MALFORMED_REQUEST"),
        row(
            "an expectation",
            POST + JSON + "Expect: a-miracle\r\nContent-Length: 2\r\n\r\n{}",
            "422 INVALID_INPUT"),
        row(
            "a bad media type",
            POST + "Content-Type: nonsense\r\nContent-Length: 2\r\n\r\n{}",
            "415 UNSUPPORTED_MEDIA_TYPE"),
        row("no media type", POST + "Content-Length: 2\r\n\r\n{}", "415 UNSUPPORTED_MEDIA_TYPE"),
        row("a bad Range", GET + "Host: x\r\nRange: bytes=9-1\r\n\r\n", "404 USER_NOT_FOUND"),
        row("a bad Accept", GET + "Host: x\r\nAccept: ;;;\r\n\r\n", "404 USER_NOT_FOUND"),
        row("a bad Cookie", GET + "Host: x\r\nCookie: \u00ff=;;=\r\n\r\n", "404 USER_NOT_FOUND"),
        row(
            "a bad traceparent",
            GET + "Host: x\r\ntraceparent: 00-zz\r\n\r\n",
            "404 USER_NOT_FOUND"),
        row(
            "half a character at the end",
            GET + "Host: x\r\ntraceparent: \u00e9\r\n\r\n",
            "404 USER_NOT_FOUND"),
        row(
            "half a character before the length",
            POST + JSON + "X: \u00e9\r\nContent-Length: 2\r\n\r\n{}",
            "422 INVALID_INPUT"),
        row(
            "an injected request id",
            GET + "Host: x\r\nX-Request-Id: a\tb{}\r\n\r\n",
            "404 USER_NOT_FOUND"));
  }

  @TestFactory
  Stream<DynamicTest> badBodies() {
    return tests(
        post("nothing", "", "400 MALFORMED_JSON"),
        post("blanks", "  \n", "400 MALFORMED_JSON"),
        post("null", "null", "422 INVALID_INPUT"),
        post("an array", "[]", "422 INVALID_INPUT"),
        post("a string", "\"x\"", "422 INVALID_INPUT"),
        post("a huge number", "1e999999999", "422 INVALID_INPUT"),
        post("half an object", "{\"firstName\":", "400 MALFORMED_JSON"),
        post("text behind", "{} {}", "400 MALFORMED_JSON"),
        post("a comment", "{/**/}", "400 MALFORMED_JSON"),
        post("single quotes", "{'a':1}", "400 MALFORMED_JSON"),
        post("a trailing comma", "{\"a\":1,}", "400 MALFORMED_JSON"),
        post("NaN", "{\"a\":NaN}", "400 MALFORMED_JSON"),
        post("a key twice", "{\"email\":\"a\",\"email\":\"b\"}", "400 MALFORMED_JSON"),
        post("20,000 brackets", "[".repeat(20_000), "400 MALFORMED_JSON"),
        post("20,000 braces", "{\"a\":".repeat(10_000), "400 MALFORMED_JSON"),
        post("a long number", "{\"a\":" + "9".repeat(5000) + "}", "400 MALFORMED_JSON"),
        post("a long key", "{\"" + "a".repeat(5000) + "\":1}", "400 MALFORMED_JSON"),
        post("a byte order mark", "\u00ef\u00bb\u00bf{}", "400 MALFORMED_JSON"),
        post("no UTF-8", "{\"firstName\":\"\u00ff\u00fe\"}", "400 MALFORMED_JSON"),
        post("UTF-16", "\u00fe\u00ff\0{\0}", "400 MALFORMED_JSON"),
        post("over-long UTF-8", "{\"firstName\":\"\u00c0\u00af\"}", "400 MALFORMED_JSON"),
        post(
            "a surrogate in UTF-8", "{\"firstName\":\"\u00ed\u00a0\u0080\"}", "400 MALFORMED_JSON"),
        post("a raw control character", "{\"firstName\":\"a\u0001\"}", "400 MALFORMED_JSON"),
        post("2 MB", " ".repeat(2_000_000), "413 BODY_TOO_LARGE"),
        post("65 KiB", " ".repeat(65 * 1024), "413 BODY_TOO_LARGE"),
        row(
            "65 KiB in chunks",
            POST
                + JSON
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "400\r\n%s\r\n".formatted(" ".repeat(1024)).repeat(65)
                + "0\r\n\r\n",
            "413 BODY_TOO_LARGE"),
        row(
            "another charset",
            POST + "Content-Type: application/json; charset=utf-16\r\nContent-Length: 2\r\n\r\n{}",
            "422 INVALID_INPUT"),
        row(
            "a form",
            POST
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b",
            "415 UNSUPPORTED_MEDIA_TYPE"),
        row(
            "gzip",
            POST + JSON + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\u001f\u008b",
            "415 UNSUPPORTED_MEDIA_TYPE"));
  }

  @TestFactory
  Stream<DynamicTest> badFields() {
    return tests(
        field("NUL", "\"a\\u0000b\"", "422 INVALID_INPUT"),
        field("a lone surrogate", "\"a\\ud800\"", "422 INVALID_INPUT"),
        field("a line break", "\"a\\nb\"", "422 INVALID_INPUT"),
        field("a line separator", "\"a\\u2028b\"", "422 INVALID_INPUT"),
        field("a change of direction", "\"a\\u202eb\"", "422 INVALID_INPUT"),
        field("null", "null", "422 INVALID_INPUT"),
        field("a number", "1", "422 INVALID_INPUT"),
        field("an object", "{}", "422 INVALID_INPUT"),
        field("blank", "\" \\u00a0\\u3000\"", "422 INVALID_INPUT"),
        field("only unseen letters", "\"\\u200b\\u2060\\ufeff\"", "422 INVALID_INPUT"),
        field("101 letters", "\"" + "a".repeat(101) + "\"", "422 INVALID_INPUT"),
        field("60,000 letters", "\"" + "a".repeat(60_000) + "\"", "422 INVALID_INPUT"));
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    Answer answer =
        service.send(
            Call.post(
                "/v1/users", "{\"firstName\":\" \",\"email\":\"x\",\"a/b\":1,\"version\":2}"));

    assertThat(answer.json().path("errors"))
        .extracting(error -> error.path("pointer").asText() + " " + error.path("code").asText())
        .containsExactlyInAnyOrder(
            "#/firstName BLANK",
            "#/lastName MISSING",
            "#/email NOT_AN_EMAIL",
            "#/a~1b UNKNOWN_FIELD",
            "#/version READ_ONLY");
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() {
    Answer user = TestUsers.create(service);

    Answer answer = service.send(Call.post(TestUsers.path(user), "{}"));

    assertThat(answer.outcome()).isEqualTo("405 METHOD_NOT_ALLOWED");
    assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, HEAD, PATCH, PUT");
  }

  /** A body that does not arrive costs the sender its answer, and nobody else anything. */
  @TestFactory
  Stream<DynamicTest> slowOrBrokenOffBodies() {
    String begun = POST + JSON + "Content-Length: 100\r\n\r\n{\"firstName\":";
    return Stream.of(
        DynamicTest.dynamicTest(
            "a body that stops", () -> check(raw.send(begun), "400 MALFORMED_REQUEST")),
        DynamicTest.dynamicTest(
            "a body that stops and that nobody wanted",
            () ->
                check(
                    raw.send(POST + "Content-Type: text/plain\r\nContent-Length: 9\r\n\r\na"),
                    "415 UNSUPPORTED_MEDIA_TYPE")),
        DynamicTest.dynamicTest(
            "a body that waits for leave",
            () ->
                check(
                    raw.send(POST + "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n"),
                    "415 UNSUPPORTED_MEDIA_TYPE")),
        DynamicTest.dynamicTest(
            "a body broken off",
            () -> check(raw.send(bytes(begun), true), "400 MALFORMED_REQUEST")));
  }

  private Stream<DynamicTest> tests(Row... rows) {
    return Stream.of(rows)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name(), () -> check(raw.send(row.request()), row.outcome())));
  }

  private void check(Answer answer, String outcome) {
    assertThat(answer.outcome()).isEqualTo(outcome);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
    for (String field : List.of("type", "title", "detail")) {
      assertThat(answer.text(field)).as(field).isNotBlank();
    }
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Request-Id")).isNotBlank();
  }

  private static Row row(String name, String request, String outcome) {
    return new Row(name, request, outcome);
  }

  private static Row post(String name, String body, String outcome) {
    return row(name, POST + JSON + "Content-Length: " + body.length() + "\r\n\r\n" + body, outcome);
  }

  private static Row field(String name, String json, String outcome) {
    String body = TestUsers.profile().replace("\"Ann\"", json);
    return post("a name that is " + name, body, outcome);
  }

  private static byte[] bytes(String request) {
    return request.getBytes(StandardCharsets.ISO_8859_1);
  }
}
