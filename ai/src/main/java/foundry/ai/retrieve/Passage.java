package foundry.ai.retrieve;

/**
 * A piece of a page, ready for the index.
 *
 * @param page number of the page, from 1
 */
record Passage(String id, int page, String pageLabel, int start, int end, String text) {}
