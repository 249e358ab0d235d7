package foundry.api.job;

import foundry.api.tables.enums.FailureCode;

/** Why something failed, for people: what happened, and what to do about it. */
public record Failure(FailureCode code, String cause, String nextStep) {

  /** All texts are here, so that they sound like one person. */
  public static Failure of(FailureCode code) {
    return new Failure(code, cause(code), nextStep(code));
  }

  private static String cause(FailureCode code) {
    return switch (code) {
      case ENCRYPTED -> "This file is protected by a password.";
      case NO_TEXT -> "This file has no text layer; its pages are pictures.";
      case EMPTY -> "This file holds no text at all.";
      case CORRUPT -> "This file is damaged, or is not what its name says.";
      case UNSUPPORTED_TYPE -> "Files of this kind cannot be read.";
      case TOO_LARGE -> "Unpacked, this file is larger than can be read.";
      case CHECKSUM_MISMATCH -> "Other bytes arrived than your browser announced.";
      case TIMED_OUT -> "This took longer than it may.";
      case INTERRUPTED -> "This was stopped before its end.";
      case MODEL_UNAVAILABLE -> "The language model did not answer.";
      case SERVICE_UNAVAILABLE -> "A service that this needs did not answer.";
      case INTERNAL -> "Something went wrong on our side.";
    };
  }

  private static String nextStep(FailureCode code) {
    return switch (code) {
      case ENCRYPTED -> "Remove the password and upload it again.";
      case NO_TEXT -> "Run OCR, or upload a text version.";
      case EMPTY -> "Check the file and upload one with text.";
      case CORRUPT -> "Open it on your computer, save it again, and upload that.";
      case UNSUPPORTED_TYPE ->
          "Save it as PDF, Word, PowerPoint, Excel, HTML, Markdown, text or CSV.";
      case TOO_LARGE -> "Split it into smaller files and upload those.";
      case CHECKSUM_MISMATCH -> "Delete it here and upload the file again.";
      case TIMED_OUT -> "Try again; if it happens again, try with less at once.";
      case INTERRUPTED -> "Try again when you are ready.";
      case MODEL_UNAVAILABLE, SERVICE_UNAVAILABLE -> "Wait a minute and try again.";
      case INTERNAL -> "Try again; if it happens again, tell us the id of this job.";
    };
  }

  /** True if the same thing may go well another time; false if the file itself is to blame. */
  boolean isTransient() {
    return switch (code) {
      case TIMED_OUT, INTERRUPTED, MODEL_UNAVAILABLE, SERVICE_UNAVAILABLE, INTERNAL -> true;
      case ENCRYPTED, NO_TEXT, EMPTY, CORRUPT, UNSUPPORTED_TYPE, TOO_LARGE, CHECKSUM_MISMATCH ->
          false;
    };
  }
}
