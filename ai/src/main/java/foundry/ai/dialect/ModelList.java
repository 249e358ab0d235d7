package foundry.ai.dialect;

import com.fasterxml.jackson.annotation.JsonInclude;
import foundry.ai.generate.Models.Model;
import foundry.ai.http.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models as each dialect lists them. Anthropic's clients are known by the header they always
 * send; all others get one reply that holds our own list and OpenAI's, which do not clash.
 */
final class ModelList {
  /** When a model was made is not known; clients expect a number or a date all the same. */
  private static final String EPOCH = "1970-01-01T00:00:00Z";

  record Both(String object, List<OpenAi> data, List<Model> models) {
    static Both of(List<Model> models) {
      return new Both("list", models.stream().map(OpenAi::of).toList(), models);
    }
  }

  record OpenAi(String id, String object, long created, String ownedBy) {
    static OpenAi of(Model model) {
      return new OpenAi(model.id(), "model", 0, model.provider());
    }
  }

  /**
   * @param firstId null on a page without models
   */
  record Page(
      List<Anthropic> data,
      boolean hasMore,
      @JsonInclude @Nullable String firstId,
      @JsonInclude @Nullable String lastId) {
    static Page of(List<Model> models, boolean hasMore) {
      var data = models.stream().map(Anthropic::of).toList();
      boolean none = data.isEmpty();
      return new Page(
          data, hasMore, none ? null : data.getFirst().id(), none ? null : data.getLast().id());
    }
  }

  record Anthropic(String type, String id, String displayName, String createdAt) {
    static Anthropic of(Model model) {
      return new Anthropic("model", model.id(), model.id(), EPOCH);
    }
  }

  private ModelList() {}

  static boolean asksAnthropic(Exchange exchange) {
    return exchange.routing().request().getHeader("anthropic-version") != null;
  }
}
