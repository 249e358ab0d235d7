package foundry.postgres;

/** Where PostgreSQL is and as whom to log in. */
public record Login(String url, String user, String password) {
  @Override
  public String toString() {
    return user + "@" + url;
  }
}
