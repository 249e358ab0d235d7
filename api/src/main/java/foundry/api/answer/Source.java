package foundry.api.answer;

import foundry.api.aiclient.Passage;

/**
 * A passage that was found, checked against what is stored now.
 *
 * @param documentName as the document is called now
 */
record Source(Passage passage, String documentName) {}
