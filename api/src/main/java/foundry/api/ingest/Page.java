package foundry.api.ingest;

/** One page of extracted text, counted from 1. */
record Page(int number, String label, String text) {}
