package foundry.api;

import java.time.Duration;

/** Every limit of the service, each with its reason. */
public final class Limits {
  /**
   * Room for the largest registered document as free text and its variables, a question above all.
   */
  public static final int BODY_BYTES_MAX = 256 << 10;

  /** The longest document of our own clients has 5,000 characters. */
  public static final int DOCUMENT_CHARACTERS_MAX = 50_000;

  /** About the tokens that so many characters hold; the lexer stops there. */
  public static final int DOCUMENT_TOKENS_MAX = 10_000;

  /** Our deepest screen needs 9 levels; more only multiplies rows. */
  public static final int DEPTH_MAX = 15;

  /** The same field under many names multiplies work without adding to what a screen can show. */
  public static final int ALIASES_MAX = 30;

  /** A screen asks for a handful of things at the root. */
  public static final int ROOT_FIELDS_MAX = 10;

  /**
   * Fields of one document with fragments unfolded; fragments that use each other grow like 2^n.
   */
  public static final int FIELDS_MAX = 2_000;

  /** Rows read for one answer; about what 100 rows of a list with 100 rows each come to. */
  public static final int RESULT_ROWS_MAX = 10_000;

  /** Directives of one document; checking them takes longer than their number. */
  public static final int DIRECTIVES_MAX = 50;

  /**
   * Rows that one answer may hold by its lists inside lists (DocumentCost). Our fullest screen asks
   * for some thousand; a page of a hundred with a hundred for each row would be 10,100.
   */
  public static final long COST_MAX = 10_000;

  /** What a report counts for in an answer's cost: another service adds up thousands of rows. */
  public static final int REPORT_COST = 1_000;

  /** Questions to other services in one request, asked all at once; a screen has three or four. */
  public static final int ERRANDS_MAX = 10;

  /** As the AI service has it: further back, a report is a job. */
  public static final int USAGE_DAYS_MAX = 366;

  /** As the AI service has it; each day of a year, or each of a thousand people. */
  public static final int USAGE_SUMS_MAX = 1_000;

  /**
   * Fifty a second, hour after hour: more than a person's tabs ask for, and less than one replica
   * serves. At once a minute's worth.
   */
  public static final int REQUESTS_PER_MINUTE_PER_PERSON = 3_000;

  /** A thousand a second: ten times what an organization of a thousand people asks for. */
  public static final int REQUESTS_PER_MINUTE_PER_ORGANIZATION = 60_000;

  /** An answer counts for one request more for each so many rows that it may hold. */
  public static final int RATE_ROWS_PER_REQUEST = 1_000;

  /** What a screen asks for at first, so that one statement is enough for it. */
  public static final int RATE_BATCH_MIN = 16;

  /** Nobody takes more in advance than this part of a minute's requests. */
  public static final int RATE_BATCHES_PER_MINUTE = 20;

  /** What was taken in advance is lost after this: other replicas may need it. */
  public static final Duration RATE_LEASE = Duration.ofSeconds(10);

  /** Nobody reads more rows than this before asking for the next page. */
  public static final int PAGE_SIZE_MAX = 100;

  public static final int PAGE_SIZE_DEFAULT = 20;

  /** As many as a page has rows. */
  public static final int NODES_PER_QUERY_MAX = 100;

  /** Documents of developers that are kept parsed; only dev accepts any but the registered ones. */
  public static final int DOCUMENTS_CACHED_MAX = 500;

  /** Parsed and compiled at start and kept: of ours a build has some fifty. */
  public static final int DOCUMENTS_REGISTERED_MAX = 5_000;

  /** How often it is written which documents were asked for; a crash loses as much. */
  public static final Duration USES_WRITTEN_EVERY = Duration.ofMinutes(1);

  /**
   * Thousands of rows of all that lists show; not a hundred documents with all their text. Held in
   * memory until it is sent.
   */
  public static final int ANSWER_BYTES_MAX = 16 << 20;

  /** A token with a few hundred groups still fits; nothing honest is longer. */
  public static final int TOKEN_BYTES_MAX = 8 << 10;

  /** People active at one time on one replica; a miss costs one signature check. */
  public static final int TOKENS_CACHED_MAX = 10_000;

  /** Clocks of issuer and server may differ by this much. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  /** How long a person's name may be out of date after the issuer changed it. */
  public static final Duration REGISTRATION_CACHED = Duration.ofSeconds(60);

  /** A tab holds two; ten tabs are a lot. */
  public static final int STREAMS_PER_PERSON_MAX = 20;

  /**
   * How often is looked whether somebody may still listen: who was removed, or whose token has
   * expired, is to hear no more after five seconds, with the looking itself.
   */
  public static final Duration STREAM_CHECK_INTERVAL = Duration.ofSeconds(4);

  /**
   * A stream that reads for itself alone reads so often at most: twenty-five pictures a second, and
   * a thousand listeners do not read once more each for every word that somebody writes.
   */
  public static final Duration STREAM_READS_APART = Duration.ofMillis(40);

  /** A client that reads nothing for so long is given up. */
  public static final Duration STREAM_WRITE_MAX = Duration.ofSeconds(60);

  /** Job changes handed to one listener at a time; what is above it waits for the next round. */
  public static final int CHANGES_PER_ROUND_MAX = 100;

  /** A UUID fits, and so does a name that a program made up from its own ids. */
  public static final int IDEMPOTENCY_KEY_CHARACTERS_MAX = 100;

  /** The longest name; a longer text is a part of none. */
  public static final int FILTER_CHARACTERS_MAX = 255;

  public static final int ORGANIZATION_NAME_CHARACTERS_MAX = 200;

  /** Nobody looks after more; a program that founds without end is stopped. */
  public static final int ORGANIZATIONS_OWNED_MAX = 100;

  /** A company's whole directory is invited at once; a mailing list is not. */
  public static final int INVITATIONS_PENDING_MAX = 1_000;

  /** What an organization may have unless its owners say otherwise: a company's, not a crowd's. */
  public static final int PROJECTS_DEFAULT = 10_000;

  /** About what one index holds in memory with ease. */
  public static final int DOCUMENTS_DEFAULT = 100_000;

  /** A terabyte. */
  public static final int STORAGE_MEGABYTES_DEFAULT = 1_000_000;

  public static final int MEMBERS_DEFAULT = 10_000;

  /** More than a thousand people ask; a program that runs wild ends here. */
  public static final int ANSWERS_PER_DAY_DEFAULT = 100_000;

  /** A key for each program; who needs more has programs that share none. */
  public static final int API_KEYS_DEFAULT = 200;

  /** As the AI service has it. */
  public static final int API_KEY_NAME_CHARACTERS_MAX = 100;

  /** Longer than any program lives without its keys being looked after. */
  public static final Duration API_KEY_LIFETIME_MAX = Duration.ofDays(3_650);

  public static final int PROJECT_NAME_CHARACTERS_MAX = 200;

  /** Time to see what is missing, and to come back from lunch; what is purged is gone for good. */
  public static final Duration UNDO_DELETE_PROJECT_MAX = Duration.ofMinutes(10);

  /** As for a project; the database holds to it by itself (V028). */
  public static final Duration UNDO_DELETE_ORGANIZATION_MAX = Duration.ofMinutes(10);

  /** A sentence or two; whole essays are not read. */
  public static final int FEEDBACK_CHARACTERS_MAX = 2_000;

  public static final int FILE_NAME_CHARACTERS_MAX = 255;

  /** As large as manuals get; extraction holds a file of this size in memory. */
  public static final int UPLOAD_BYTES_MAX = 100_000_000;

  /** Longer texts are documents, not questions; models would cut them off. */
  public static final int QUESTION_CHARACTERS_MAX = 8_000;

  /** A page takes a few milliseconds: what takes so much longer is worth a look. */
  public static final int SLOW_STATEMENT_MILLIS_DEFAULT = 200;

  private Limits() {}
}
