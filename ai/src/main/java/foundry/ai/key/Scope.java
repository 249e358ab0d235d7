package foundry.ai.key;

import java.util.Locale;
import java.util.Optional;

/** What a key may be used for. */
public enum Scope {
  /** Answers, embeddings, moderation: whatever asks a model. */
  MODELS,
  /** Collections of documents and searching them. */
  DOCUMENTS,
  /** Reading what the organization used. */
  USAGE,
  /** Prompt templates: reading them, writing them, moving their labels. */
  TEMPLATES;

  private static final String VERSION = "/v1/";

  /** As callers write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Keys are made by people, who come by way of the API: no key opens these. */
  static boolean isOfPeople(String path) {
    return path.equals("/v1/keys") || path.startsWith("/v1/keys/");
  }

  /**
   * Empty: no key opens this path, whatever it may do. The first noun decides, since a router may
   * find one route under several spellings of what comes behind it.
   *
   * @param path normalised, as the router matches it
   */
  static Optional<Scope> of(String path) {
    if (!path.startsWith(VERSION)) return Optional.empty();
    int end = path.indexOf('/', VERSION.length());
    String noun = path.substring(VERSION.length(), end < 0 ? path.length() : end);
    return switch (noun) {
      case "usage" -> Optional.of(USAGE);
      case "retrieve", "collections" -> Optional.of(DOCUMENTS);
      case "templates" -> Optional.of(TEMPLATES);
      case "generate", "generations", "chat", "messages" -> Optional.of(MODELS);
      case "embed", "embeddings", "rerank", "moderate", "moderations" -> Optional.of(MODELS);
      // Not offered, which is worth a better answer than that the key is not for it.
      case "responses", "completions" -> Optional.of(MODELS);
      case "tokens", "chunk", "score", "models", "routes" -> Optional.of(MODELS);
      default -> Optional.empty();
    };
  }
}
