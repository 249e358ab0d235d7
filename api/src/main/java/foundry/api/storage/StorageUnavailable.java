package foundry.api.storage;

/** The object store cannot be reached or refuses. */
public final class StorageUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StorageUnavailable(String message) {
    super(message);
  }

  StorageUnavailable(Throwable cause) {
    super("the object store cannot be reached", cause);
  }
}
