package foundry.api.ingest;

import java.time.Duration;

/** Every bound of reading a file, with its reason. */
final class Limits {
  /** The thickest manuals have half as many. */
  static final int PAGES_MAX = 10_000;

  /** 3,000,000 words; what ai takes in one call, and an hour of embedding on one core. */
  static final int CHARACTERS_MAX = 20_000_000;

  /** A poster in small print has a fifth; each takes 300 bytes until a page of PDF is read. */
  static final int PAGE_CHARACTERS_MAX = 500_000;

  /** A file that takes longer is broken or hostile; 1,000 pages of PDF take 20 s. */
  static final Duration EXTRACTION_MAX = Duration.ofMinutes(5);

  /** What a person reads at a glance when a citation opens. */
  static final int PART_CHARACTERS = 6_000;

  /** A label must fit in one line. */
  static final int LABEL_CHARACTERS_MAX = 100;

  /** A presentation with 1,000 slides and pictures has about this many. */
  static final int ZIP_ENTRIES_MAX = 10_000;

  /** All entries unpacked; pictures are packed already and hardly grow. */
  static final long ZIP_INFLATED_BYTES_MAX = 512L << 20;

  /**
   * One XML part that is read as a tree, which takes ten times as much memory; a text of 1,000
   * pages has about this many.
   */
  static final long XML_PART_BYTES_MAX = 16L << 20;

  /** Sheets are read as a stream; a million full rows have about this many. */
  static final long SHEET_BYTES_MAX = 256L << 20;

  /** A web page is read as a tree as well. */
  static final long HTML_BYTES_MAX = 16L << 20;

  /** Files read as trees at one time; the heap of a small machine holds one of the largest. */
  static final int TREES_MAX = 1;

  /** XML packs 10 to 30 times smaller; 100 and more is made on purpose. */
  static final int ZIP_RATIO_MAX = 100;

  /** Small entries of blanks pack well without harm. */
  static final long ZIP_RATIO_FREE_BYTES = 4L << 20;

  /** Enough to tell text from bytes and to guess its character set. */
  static final int SNIFFED_BYTES = 64 << 10;

  /** A stack deep enough for nested markup that people write; deeper nesting is an attack. */
  static final long STACK_BYTES = 16L << 20;

  /** After being told to stop, the reading thread gets this long before it is left behind. */
  static final Duration STOP_MAX = Duration.ofSeconds(2);

  /** Rows per insert. */
  static final int PAGES_PER_STATEMENT = 100;

  private Limits() {}
}
