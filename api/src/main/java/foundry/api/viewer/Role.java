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

  /** May invite people, change their roles and end their memberships, as far as they rank. */
  public boolean mayAdminister() {
    return this == OWNER || this == ADMIN;
  }

  /** True unless the other role may do more: nobody gives or takes what they do not have. */
  public boolean ranksWith(Role other) {
    return compareTo(other) <= 0;
  }
}
