package foundry.api.ingest;

import foundry.api.tables.enums.FailureCode;

/** Leaves a parser in the middle of a file; never leaves the package. */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  Unreadable(FailureCode code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  FailureCode code() {
    return code;
  }
}
