package foundry.api.graphql.live;

import foundry.api.database.Reads;
import foundry.api.graphql.errors.Refusal;
import foundry.viewer.OrgId;
import java.util.Optional;

/**
 * A topic that is the same for everybody who may see it: it is read once for all who listen, as the
 * product, and each is told what is new to them.
 */
public interface SharedTopic extends Topic {
  /** What it is about; the same for all who listen to the same. */
  Object key();

  /** Where it belongs; who is no member there any more is told nothing more. */
  OrgId org();

  /** What is said where it is gone, or the listener may not see it any more. */
  Refusal gone();

  /** What there is now. Throws a refusal if it is gone. */
  Object look(Reads reads);

  /** What the selection is read of, whoever is told. */
  Object about();

  /** What this listener is told of what was seen; often nothing. */
  Optional<?> advance(Object seen);
}
