package foundry.ai.key;

import java.util.Optional;

/** What a key may be used for. */
public enum Scope {
  /** Answers, embeddings, moderation: whatever asks a model. */
  MODELS,
  /** Collections of documents and searching them. */
  DOCUMENTS,
  /** Reading what the organization used. */
  USAGE;

  /** Empty: no key opens this path, whatever it may do. */
  static Optional<Scope> of(String path) {
    if (path.equals("/v1/keys") || path.startsWith("/v1/keys/")) return Optional.empty();
    if (path.equals("/v1/usage")) return Optional.of(USAGE);
    boolean documents = path.equals("/v1/retrieve") || path.startsWith("/v1/collections/");
    return Optional.of(documents ? DOCUMENTS : MODELS);
  }
}
