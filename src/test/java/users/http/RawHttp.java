package users.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import users.Answer;

/** Sends bytes that no decent HTTP client would, and reads what comes back. */
record RawHttp(int port) {

  /** The answer to these bytes; characters above 255 are not sent. */
  Answer send(String request) {
    return send(request.getBytes(StandardCharsets.ISO_8859_1), false);
  }

  /**
   * The answer to these bytes.
   *
   * @param endOfInput whether to say that nothing more will come
   */
  Answer send(byte[] request, boolean endOfInput) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(request);
      if (endOfInput) {
        socket.shutdownOutput();
      }
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer of a connection. */
  static Answer read(InputStream in) throws IOException {
    List<String> head = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      head.add(line);
    }
    if (head.isEmpty()) {
      throw new IOException("closed without an answer");
    }
    HttpHeaders headers = headers(head.subList(1, head.size()));
    int status = Integer.parseInt(head.get(0).substring(9, 12));
    long length = headers.firstValueAsLong("Content-Length").orElse(0);
    return new Answer(
        status, headers, new String(in.readNBytes((int) length), StandardCharsets.UTF_8));
  }

  private static HttpHeaders headers(List<String> lines) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines) {
      String[] header = line.split(": ", 2);
      headers.put(header[0], Arrays.asList(header[1]));
    }
    return HttpHeaders.of(Map.copyOf(headers), (name, value) -> true);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
