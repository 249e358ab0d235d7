package foundry.api.aiclient;

import java.util.List;

/** What is to be answered, from which passages. */
public record Question(String prompt, List<Context> context, int tokensMax, long deadlineMillis) {
  /** One quoted passage; the answer refers to it by its place in the list, from 1. */
  public record Context(String id, String title, String pageLabel, String text) {}

  public Question {
    context = List.copyOf(context);
  }
}
