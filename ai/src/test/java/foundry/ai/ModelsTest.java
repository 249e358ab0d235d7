package foundry.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ModelsTest {
  @Test
  void every_kind_of_question_has_one_model_that_answers_by_default() {
    var models = RunningAi.LOCAL.someone().get("/v1/models").body().path("models");
    for (String kind : List.of("generate", "embed", "rerank", "moderate")) {
      assertThat(models.values())
          .filteredOn(model -> model.path("kind").stringValue().equals(kind))
          .filteredOn(model -> model.path("default").booleanValue())
          .as(kind)
          .hasSize(1);
    }
  }
}
