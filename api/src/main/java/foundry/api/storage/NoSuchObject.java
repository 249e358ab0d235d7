package foundry.api.storage;

/** There is no object under the key. */
public final class NoSuchObject extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchObject(ObjectKey key, Throwable cause) {
    super("no object " + key, cause);
  }
}
