package users.http;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The catalogue of problems as pages. The texts are ours and contain no markup. */
final class ProblemPages {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s</title>
      <link rel="stylesheet" href="%2$sapi/pages.css">
      </head>
      <body>
      <main>
      %3$s</main>
      </body>
      </html>
      """;

  /** A table of all problems. */
  static String all(ProblemType... types) {
    String rows = Arrays.stream(types).map(ProblemPages::row).collect(Collectors.joining());
    return PAGE.formatted(
        "Problems",
        "",
        """
        <h1>Problems</h1>
        <p>What the <code>code</code> of a problem means, and what to do about it.</p>
        <table>
        <thead><tr><th scope="col">Status</th><th scope="col">Code</th>\
        <th scope="col">Meaning</th><th scope="col">What to do</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        """
            .formatted(rows));
  }

  /** One problem in full. */
  static String one(ProblemType type) {
    return PAGE.formatted(
        type.name(),
        "../",
        """
        <p><a href="../problems">All problems</a></p>
        <h1>%s</h1>
        <dl>
        <dt>Code</dt><dd><code>%s</code></dd>
        <dt>Status</dt><dd>%d</dd>
        <dt>What to do</dt><dd>%s</dd>
        </dl>
        """
            .formatted(type.title(), type.name(), type.status(), type.advice()));
  }

  private static String row(ProblemType type) {
    return """
        <tr><td>%d</td><td><a href="%s"><code>%s</code></a></td><td>%s</td><td>%s</td></tr>
        """
        .formatted(
            type.status(), type.path().substring(1), type.name(), type.title(), type.advice());
  }

  private ProblemPages() {}
}
