package foundry.api.database;

/** What replicas tell each other through LISTEN and NOTIFY: ids, never content. */
public enum Channel {
  /** There is work in the queue. Empty payload. */
  QUEUE,
  /** A job changed. Payload: organization, project and job id, with a space between. */
  JOB,
  /** The text of an answer grew, and nothing else of its job. The same payload. */
  TEXT,
  /**
   * A document changed or is gone; the database itself tells. Payload: organization, project and
   * document id, with a space between.
   */
  DOCUMENT,
  /**
   * A notification came or was read; the database itself tells. Payload: organization, user and
   * notification id, with a space between.
   */
  NOTIFICATION
}
