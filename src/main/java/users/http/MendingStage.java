package users.http;

import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.util.function.UnaryOperator;

/** Mends what comes in on a connection, and sees what goes out ({@link BrokenCharacters}). */
final class MendingStage
    extends GraphStage<BidiShape<SslTlsOutbound, SslTlsOutbound, SslTlsInbound, SslTlsInbound>> {
  private final Inlet<SslTlsOutbound> answers = Inlet.create("Mending.answers");
  private final Outlet<SslTlsOutbound> answersOut = Outlet.create("Mending.answersOut");
  private final Inlet<SslTlsInbound> requests = Inlet.create("Mending.requests");
  private final Outlet<SslTlsInbound> requestsOut = Outlet.create("Mending.requestsOut");

  @Override
  public BidiShape<SslTlsOutbound, SslTlsOutbound, SslTlsInbound, SslTlsInbound> shape() {
    return BidiShape.of(answers, answersOut, requests, requestsOut);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Connection();
  }

  private final class Connection extends GraphStageLogic {
    private final BrokenCharacters characters = new BrokenCharacters();

    Connection() {
      super(shape());
      pass(answers, answersOut, this::answered);
      pass(requests, requestsOut, this::mended);
    }

    private SslTlsOutbound answered(SslTlsOutbound bytes) {
      characters.answered();
      return bytes;
    }

    private SslTlsInbound mended(SslTlsInbound inbound) {
      return inbound instanceof SessionBytes read
          ? new SessionBytes(read.session(), characters.mend(read.bytes()))
          : inbound;
    }

    /** Each direction ends by itself. */
    private <T> void pass(Inlet<T> in, Outlet<T> out, UnaryOperator<T> on) {
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              push(out, on.apply(grab(in)));
            }

            @Override
            public void onUpstreamFinish() {
              complete(out);
            }

            @Override
            public void onUpstreamFailure(Throwable failure) {
              fail(out, failure);
            }
          });
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pull(in);
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
              cancel(in, cause);
            }
          });
    }
  }
}
