package foundry.api.aiclient;

/** One page of a document, as ai is to index it. */
public record IndexedPage(int number, String label, String text) {}
