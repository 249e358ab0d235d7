package foundry.api.viewer;

/** What a person may do in an organization, most powerful first. */
public enum Role {
  OWNER,
  ADMIN,
  MEMBER,
  VIEWER;

  /** May create, change and delete projects, documents and jobs. */
  public boolean mayEdit() {
    return this != VIEWER;
  }
}
