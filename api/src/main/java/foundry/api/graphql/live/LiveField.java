package foundry.api.graphql.live;

import foundry.api.graphql.Call;

/** A subscription field. */
public interface LiveField {
  String name();

  /** Begins to listen. Throws a refusal if there is nothing the viewer may listen to. */
  Topic open(Call call);
}
