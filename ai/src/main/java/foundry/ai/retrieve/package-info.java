/**
 * The index: documents become passages with exact offsets, passages are found again by meaning and
 * by words. One Lucene directory per organization, so that no query can see another's passages.
 */
@NullMarked
package foundry.ai.retrieve;

import org.jspecify.annotations.NullMarked;
