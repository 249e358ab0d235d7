package foundry.api.aiclient;

import java.util.UUID;

/**
 * A passage of a document that fits a question.
 *
 * @param start UTF-16 offset into the page's text
 * @param end exclusive
 */
public record Passage(
    String id,
    UUID document,
    String title,
    int page,
    String pageLabel,
    int start,
    int end,
    String text,
    double score) {}
