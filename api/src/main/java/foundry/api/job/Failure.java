package foundry.api.job;

import foundry.api.tables.enums.FailureCode;

/** Why something failed, for people: what happened, and what to do about it. */
public record Failure(FailureCode code, String cause, String nextStep) {

  /** All texts are here, so that they sound like one person. */
  public static Failure of(FailureCode code) {
    return switch (code) {
      case ENCRYPTED ->
          new Failure(
              code,
              "This file is protected by a password.",
              "Remove the password and upload it again.");
      case NO_TEXT ->
          new Failure(
              code,
              "This file has no text layer; its pages are pictures.",
              "Run OCR, or upload a text version.");
      case EMPTY ->
          new Failure(
              code, "This file holds no text at all.", "Check the file and upload one with text.");
      case CORRUPT ->
          new Failure(
              code,
              "This file is damaged, or is not what its name says.",
              "Open it on your computer, save it again, and upload that.");
      case UNSUPPORTED_TYPE ->
          new Failure(
              code,
              "Files of this kind cannot be read.",
              "Save it as PDF, Word, PowerPoint, Excel, HTML, Markdown, text or CSV.");
      case TOO_LARGE ->
          new Failure(
              code,
              "Unpacked, this file is larger than can be read.",
              "Split it into smaller files and upload those.");
      case CHECKSUM_MISMATCH ->
          new Failure(
              code,
              "Other bytes arrived than your browser announced.",
              "Delete it here and upload the file again.");
      case TIMED_OUT ->
          new Failure(
              code,
              "This took longer than it may.",
              "Try again; if it happens again, try with less at once.");
      case INTERRUPTED ->
          new Failure(code, "This was stopped before its end.", "Try again when you are ready.");
      case MODEL_UNAVAILABLE ->
          new Failure(code, "The language model did not answer.", "Wait a minute and try again.");
      case SERVICE_UNAVAILABLE ->
          new Failure(
              code, "A service that this needs did not answer.", "Wait a minute and try again.");
      case INTERNAL ->
          new Failure(
              code,
              "Something went wrong on our side.",
              "Try again; if it happens again, tell us the id of this job.");
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
