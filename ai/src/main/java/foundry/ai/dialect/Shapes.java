package foundry.ai.dialect;

import foundry.ai.dialect.anthropic.AnthropicErrors;
import foundry.ai.dialect.openai.OpenAiErrors;
import foundry.ai.http.ErrorShape;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Decides by its path in which dialect a call is made, before anything of it may be wrong. */
public final class Shapes implements Handler<RoutingContext> {
  private static final String MODELS = "/v1/models";

  @Override
  public void handle(RoutingContext context) {
    String path = context.request().path();
    if (path != null) shape(path, context.request().getHeader("anthropic-version")).use(context);
    context.next();
  }

  private static ErrorShape shape(String path, @Nullable String anthropicVersion) {
    if (path.startsWith("/v1/messages")) return AnthropicErrors.INSTANCE;
    if (path.startsWith(MODELS)) {
      if (anthropicVersion != null) return AnthropicErrors.INSTANCE;
      return path.equals(MODELS) ? ErrorShape.FOUNDRY : OpenAiErrors.INSTANCE;
    }
    boolean openAi =
        path.startsWith("/v1/chat/")
            || path.startsWith("/v1/embeddings")
            || path.startsWith("/v1/moderations")
            || path.startsWith("/v1/responses")
            || path.startsWith("/v1/completions");
    return openAi ? OpenAiErrors.INSTANCE : ErrorShape.FOUNDRY;
  }
}
