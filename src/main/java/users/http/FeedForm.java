package users.http;

import java.util.Arrays;
import java.util.List;

/** How a client wants the feed: what its {@code Accept} likes best, a page if it does not care. */
enum FeedForm {
  BATCH("application/cloudevents-batch+json"),
  JSON("application/json"),
  STREAM("text/event-stream");

  /** All media types, the default first. */
  static final List<String> MEDIA_TYPES =
      Arrays.stream(values()).map(form -> form.mediaType).toList();

  private final String mediaType;

  FeedForm(String mediaType) {
    this.mediaType = mediaType;
  }

  static FeedForm acceptedBy(Exchange exchange) {
    return values()[MEDIA_TYPES.indexOf(Accepts.best(exchange.request(), MEDIA_TYPES))];
  }
}
