package foundry.ai.catalogue;

/** What a model can be asked for. */
public enum Capability {
  TOOLS,
  IMAGES,
  /** Holds a JSON Schema while it writes. */
  JSON_SCHEMA,
  THINKING,
  /** Goes on from the beginning of an answer that it is given. */
  PREFILL,
  /** Chooses its words by itself: refuses temperature, top_p and top_k. */
  FIXED_SAMPLING,
  STREAMING,
  EMBEDDINGS,
  RERANK,
  MODERATION
}
