package foundry.ai.database;

/** What replicas of this service tell each other through LISTEN and NOTIFY: ids, never content. */
public enum Channel {
  /** A key was revoked. Payload: its id. */
  AI_API_KEY
}
