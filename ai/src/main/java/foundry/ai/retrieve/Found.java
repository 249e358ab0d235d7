package foundry.ai.retrieve;

/**
 * A passage that fits a query.
 *
 * @param score 1 is first by meaning and by words, 0 is nothing in common
 */
record Found(
    String id,
    String document,
    String title,
    int page,
    String pageLabel,
    int start,
    int end,
    String text,
    double score) {}
