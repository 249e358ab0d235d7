package foundry.ai.retrieve;

/**
 * One page of a document, as text.
 *
 * @param number counts from 1
 * @param label how readers call it, such as "iv" or "Sheet 2"
 */
record Page(int number, String label, String text) {}
