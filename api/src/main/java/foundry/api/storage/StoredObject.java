package foundry.api.storage;

/** What the store knows of an object. */
public record StoredObject(long sizeBytes) {}
