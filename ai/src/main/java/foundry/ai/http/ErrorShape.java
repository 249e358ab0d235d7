package foundry.ai.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** How an error is written in the dialect of the one who asked. */
public interface ErrorShape {
  ErrorShape FOUNDRY =
      new ErrorShape() {
        @Override
        public int status(Refused problem) {
          return problem.code().status();
        }

        @Override
        public Object body(Refused problem, String requestId) {
          return ErrorBody.of(problem.code(), problem.reason(), requestId);
        }
      };

  int status(Refused problem);

  /** To be written as JSON. */
  Object body(Refused problem, String requestId);

  /** Adds the headers by which clients decide whether to ask again. */
  default void headers(Refused problem, MultiMap headers) {
    if (problem.triedAlready()) headers.set("x-should-retry", "false");
    problem
        .retryAfter()
        .ifPresent(
            wait -> headers.set("retry-after", String.valueOf(wait.plusMillis(999).toSeconds())));
  }

  /** From here on errors of this call are written so. */
  default void use(RoutingContext context) {
    context.put(ErrorShape.class.getName(), this);
  }

  static ErrorShape of(RoutingContext context) {
    ErrorShape shape = context.get(ErrorShape.class.getName());
    return shape == null ? FOUNDRY : shape;
  }
}
