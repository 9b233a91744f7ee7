package users.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.util.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Something that stays the same while the service runs: a page, a script, a document. */
record Content(String contentType, ByteString bytes, String tag) {

  /** Everything from here, nothing inline, in no other site's frame. */
  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private static final List<HttpHeader> HEADERS =
      List.of(
          RawHeader.create("Cache-Control", "no-cache"),
          RawHeader.create("Content-Security-Policy", POLICY));

  static Content of(String contentType, byte[] bytes) {
    return new Content(contentType, ByteString.fromArray(bytes), tag(bytes));
  }

  static Content of(String contentType, String text) {
    return of(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file of the class path, by its absolute path without the leading slash. */
  static Content resource(String contentType, String path) {
    return of(contentType, read(path));
  }

  /** The content, or 304 for a client that has it. Browsers keep it, but ask each time. */
  CompletionStage<HttpResponse> answer(Exchange exchange) {
    Parameters.of(exchange.request()).done();
    HttpResponse response =
        ETags.isKnown(exchange.header("if-none-match"), tag)
            ? Responses.notModified(tag)
            : Responses.content(this);
    return CompletableFuture.completedFuture(response.addHeaders(HEADERS));
  }

  static byte[] read(String path) {
    try (InputStream resource = Content.class.getClassLoader().getResourceAsStream(path)) {
      if (resource == null) {
        throw new IllegalStateException("Not in the class path: " + path);
      }
      return resource.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      String text = Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, 18));
      return "\"" + text + "\"";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
