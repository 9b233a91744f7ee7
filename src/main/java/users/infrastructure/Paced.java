package users.infrastructure;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.function.Function;

/**
 * Asks for the next element only a pause after the last one. The first after a silence passes at
 * once; when much happens, a source that gives whatever is there gives more at a time.
 */
public final class Paced<T> extends GraphStage<FlowShape<T, T>> {
  private final Inlet<T> in = Inlet.create("Paced.in");
  private final Outlet<T> out = Outlet.create("Paced.out");
  private final FlowShape<T, T> shape = FlowShape.of(in, out);
  private final Function<T, Duration> pause;

  /**
   * @param pause how long to wait after an element
   */
  public Paced(Function<T, Duration> pause) {
    this.pause = pause;
  }

  @Override
  public FlowShape<T, T> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Pacing();
  }

  private final class Pacing extends TimerGraphStageLogic {
    private long next = System.nanoTime();

    Pacing() {
      super(shape);
      setHandlers(
          in,
          out,
          new AbstractInOutHandler() {
            @Override
            public void onPush() {
              T element = grab(in);
              next = System.nanoTime() + pause.apply(element).toNanos();
              push(out, element);
            }

            @Override
            public void onPull() {
              long wait = next - System.nanoTime();
              if (wait > 0) {
                scheduleOnce("next", Duration.ofNanos(wait));
              } else {
                pull(in);
              }
            }
          });
    }

    @Override
    public void onTimer(Object key) {
      pull(in);
    }
  }
}
