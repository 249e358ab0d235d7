/**
 * Where sentences and paragraphs end and which words carry meaning: what both the index and the
 * local model need to know about a text. Knows no document and no tenant.
 */
@NullMarked
package foundry.ai.text;

import org.jspecify.annotations.NullMarked;
