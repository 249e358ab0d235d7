package foundry.ai;

import java.time.Duration;

/** Every bound of the service, with its reason; on asking providers: {@link UpstreamLimits}. */
public final class Limits {
  /** A collection page of 100 MB PDF carries far less text than this. */
  public static final long DOCUMENT_BODY_BYTES_MAX = 64L << 20;

  /** Room for a long conversation and its images; about half of what the largest providers take. */
  public static final long GENERATE_BODY_BYTES_MAX = 16L << 20;

  /** Room for 256 texts to embed or moderate. */
  public static final long BODY_BYTES_MAX = 1L << 20;

  /** The largest document at 2 Mbit a second; whoever drips holds its room no longer. */
  public static final int BODY_SECONDS_MAX = 300;

  /** How long a client that is refused in the middle of its body has for reading why. */
  public static final long LINGER_MILLIS = 500;

  /** The largest body there is, on a slow line. */
  public static final long BODY_MILLIS_MAX = 120_000;

  /**
   * A larger body is read on a thread of its own: it would hold up all others for a millisecond.
   */
  public static final int LOOP_BODY_BYTES_MAX = 256 << 10;

  /**
   * A longer prompt, images included, is written, signed and measured on a thread of its own: at
   * some 150 MB/s it would hold up all others for two milliseconds.
   */
  public static final int LOOP_PROMPT_CHARACTERS_MAX = 256 << 10;

  /** Bodies of documents are held in memory while they are read: together no more than this. */
  public static final long DOCUMENT_BYTES_UNDER_WAY_MAX = 2 * DOCUMENT_BODY_BYTES_MAX;

  /**
   * Bodies of all other requests are held until they are answered: room for 2,048 answers to
   * ordinary prompts of 64 KiB, or for eight of the largest.
   */
  public static final long BODY_BYTES_UNDER_WAY_MAX = 8 * GENERATE_BODY_BYTES_MAX;

  /** Half of it: no organization takes the room of all others. */
  public static final long BODY_BYTES_PER_ORG_UNDER_WAY_MAX = BODY_BYTES_UNDER_WAY_MAX / 2;

  /** They take turns at the embedding model, so more at once make none of them faster. */
  public static final int DOCUMENTS_UNDER_WAY_MAX = 8;

  /** Answers under way at once; the next caller is told to come again. */
  public static final int ANSWERS_UNDER_WAY_MAX = 2_048;

  /** As many texts as the OpenAI dialect's clients batch by default. */
  public static final int TEXTS_MAX = 256;

  /** As many as OpenAI takes. */
  public static final int DIALECT_TEXTS_MAX = 2_048;

  /** One text to embed; the model sees 512 tokens of it at a time and averages. */
  public static final int TEXT_CHARACTERS_MAX = 32_000;

  /** The longest vectors any current model makes have 4,096 numbers. */
  public static final int DIMENSIONS_MAX = 8_192;

  /** A question longer than this is a document. */
  public static final int QUERY_CHARACTERS_MAX = 8_000;

  /** More words than this in a question only slow the search down. */
  public static final int QUERY_TERMS_MAX = 64;

  /** A prompt or a message; the body limit bounds their sum. */
  public static final int MESSAGE_CHARACTERS_MAX = 400_000;

  public static final int MESSAGES_MAX = 200;

  /** Agents speak long with their tools; the body limit bounds the sum. */
  public static final int DIALECT_MESSAGES_MAX = 10_000;

  /** The longest context of any model, in one message. */
  public static final int DIALECT_TEXT_CHARACTERS_MAX = 8 << 20;

  public static final int PARTS_MAX = 1_000;

  /** As many as a model has ever been seen to ask for in one turn, and some. */
  public static final int TOOL_CALLS_MAX = 256;

  /** What OpenAI takes; more confuse every model. */
  public static final int TOOLS_MAX = 128;

  /** What all providers take. */
  public static final int TOOL_NAME_CHARACTERS_MAX = 128;

  /** 16 MiB of base64 are an image of 12 MiB; providers take less. */
  public static final int IMAGE_CHARACTERS_MAX = 16 << 20;

  public static final int STOP_SEQUENCES_MAX = 16;
  public static final int STOP_CHARACTERS_MAX = 1_000;
  public static final int TOP_K_MAX = 1_000_000;

  /** More passages than this drown the answer. */
  public static final int CONTEXT_PASSAGES_MAX = 50;

  public static final int CONTEXT_CHARACTERS_MAX = 32_000;

  public static final int OUTPUT_TOKENS_DEFAULT = 512;

  /** Claude must be told a limit; every model of it that still answers may write this much. */
  public static final int CLAUDE_OUTPUT_TOKENS_DEFAULT = 8_192;

  /** The largest output any current model offers. */
  public static final int OUTPUT_TOKENS_MAX = 128_000;

  /** What is kept of one answer; a model that writes on is cut off with {@code length}. */
  public static final int ANSWER_CHARACTERS_MAX = 1_000_000;

  /** Longer than {@link #DEADLINE_MILLIS_MAX}: a reply that is sent whole is silent until then. */
  public static final int CONNECTION_IDLE_SECONDS = 660;

  public static final int DEADLINE_MILLIS_MAX = 600_000;

  public static final int MODEL_CHARACTERS_MAX = 200;
  public static final int TITLE_CHARACTERS_MAX = 1_000;
  public static final int ID_CHARACTERS_MAX = 200;

  /** A text to cut; a longer one is a document, and ingest cuts those. */
  public static final int CHUNK_TEXT_CHARACTERS_MAX = 1_000_000;

  /** Room for any single character in any tokenizer. */
  public static final int CHUNK_TOKENS_MIN = 8;

  public static final int CHUNK_TOKENS_MAX = 100_000;

  /** The shape of an answer; larger ones are refused by every provider. */
  public static final int SCHEMA_CHARACTERS_MAX = 64 << 10;

  public static final int SCHEMA_NODES_MAX = 5_000;
  public static final int SCHEMA_DEPTH_MAX = 40;
  public static final int SCHEMA_PATTERN_CHARACTERS_MAX = 1_000;

  /** Compiled schemas kept; a product has a handful. */
  public static final int SCHEMAS_KEPT_MAX = 256;

  /** More things wrong with one answer help nobody. */
  public static final int MISFITS_MAX = 20;

  /** Sentences of one text that are scored; each is embedded. */
  public static final int SCORED_SENTENCES_MAX = 100;

  /** A longer one is a table; its beginning says what it is about. */
  public static final int SCORED_SENTENCE_CHARACTERS_MAX = 600;

  public static final int TEMPLATE_MESSAGES_MAX = 50;
  public static final int TEMPLATE_VARIABLES_MAX = 50;
  public static final int TEMPLATE_LIST_ITEMS_MAX = 200;
  public static final int TEMPLATE_VALUE_CHARACTERS_DEFAULT = 10_000;

  /** Of one template; who changes it more often should ask why. */
  public static final int TEMPLATE_VERSIONS_MAX = 1_000;

  public static final int TEMPLATE_LABELS_MAX = 20;

  /** One version, as much as the table takes; then all of an organization. */
  public static final int TEMPLATE_BYTES_MAX = 4 << 20;

  public static final int TEMPLATES_MAX = 1_000;
  public static final long TEMPLATES_BYTES_PER_ORG_MAX = 256L << 20;
  public static final int TEMPLATE_LABELS_KEPT_MAX = 2_000;

  /** Compiled versions kept, of all organizations together: 2,000 long ones or 8 of the largest. */
  public static final long TEMPLATES_KEPT_CHARACTERS_MAX = 32L << 20;

  public static final int PASSAGES_WANTED_DEFAULT = 8;
  public static final int PASSAGES_WANTED_MAX = 50;

  /** A filter; more documents than this is a collection. */
  public static final int DOCUMENTS_FILTER_MAX = 1_000;

  public static final int PAGES_MAX = 20_000;

  /** A page of a spreadsheet or a log can be long. */
  public static final int PAGE_CHARACTERS_MAX = 4 << 20;

  /** About 4 million words; embedding them takes an hour on one core. */
  public static final int DOCUMENT_PASSAGES_MAX = 40_000;

  /** Aimed at: large enough to carry a thought, small enough to be about one thing. */
  public static final int PASSAGE_TOKENS = 200;

  /** Indexes open at once; each holds files, a buffer and a lock. */
  public static final int OPEN_INDEXES_MAX = 64;

  /** An index nobody asked for this long is closed. */
  public static final Duration INDEX_IDLE = Duration.ofMinutes(10);

  /** Half of what the most impatient proxies in use allow. */
  public static final long HEARTBEAT_MILLIS = 10_000;

  /** How long an answer waits for its reader to come back, and a finished one to be read. */
  public static final Duration RESUME_WINDOW = Duration.ofSeconds(60);

  /** What is kept of one answer to be sent again; one that grows longer cannot be resumed. */
  public static final int RESUME_CHARACTERS_MAX = 2 << 20;

  /** Of all answers of one organization together: nobody takes the memory of the others. */
  public static final int RESUME_CHARACTERS_PER_ORG_MAX = 8 << 20;

  public static final int RESUME_CHARACTERS_IN_TOTAL_MAX = 64 << 20;

  /** Further back, a report is a job. */
  public static final int USAGE_DAYS_MAX = 366;

  public static final int USAGE_ROWS_DEFAULT = 100;

  /** Sums of one page. */
  public static final int USAGE_ROWS_MAX = 1_000;

  /** Keys of an organization that open something. */
  public static final int KEYS_MAX = 500;

  /** Revoked ones included, the newest. */
  public static final int KEYS_LISTED_MAX = 1_000;

  public static final int KEY_NAME_CHARACTERS_MAX = 100;
  public static final int KEY_DAYS_MAX = 3_650;

  /** Hashes of keys in memory, of those that open nothing as well: about 4 MB. */
  public static final int KEYS_KNOWN_MAX = 10_000;

  /** Questions to the database about keys at once: whoever invents keys gets no further. */
  public static final int KEY_LOOKUPS_MAX = 4;

  /** Internal tokens whose signature was checked; each dies within a minute or so: about 8 MB. */
  public static final int TOKENS_KNOWN_MAX = 10_000;

  private Limits() {}
}
