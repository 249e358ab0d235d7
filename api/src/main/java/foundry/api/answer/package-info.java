/** Answers a question from the documents of a project, word by word, with citations. */
@NullMarked
package foundry.api.answer;

import org.jspecify.annotations.NullMarked;
