package foundry.local.oidc;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody to sign in as. {@code subject} never changes: rows in the database rest on it. */
public record Persona(
    String subject, String name, String email, Organization organization, String role, String may) {
  /** Where they belong. By its id: people may rename it, or found another of its name. */
  public record Organization(UUID id, String name) {}

  private static final Organization ACME =
      new Organization(UUID.fromString("019aaaaa-0000-7000-8000-00000000acce"), "Acme");

  private static final Organization GLOBEX =
      new Organization(UUID.fromString("019aaaaa-0000-7000-8000-00000000610b"), "Globex");

  public static final Persona ADA =
      new Persona(
          "ada-lovelace",
          "Ada Lovelace",
          "ada@acme.test",
          ACME,
          "OWNER",
          "May do everything in Acme: people, projects, documents, questions.");

  public static final Persona GRACE =
      new Persona(
          "grace-hopper",
          "Grace Hopper",
          "grace@acme.test",
          ACME,
          "MEMBER",
          "Adds projects and documents in Acme and asks about them.");

  public static final Persona MARY =
      new Persona(
          "mary-shelley",
          "Mary Shelley",
          "mary@globex.test",
          GLOBEX,
          "OWNER",
          "Runs Globex, another organization. Sees nothing of Acme.");

  public static final List<Persona> ALL = List.of(ADA, GRACE, MARY);

  static Optional<Persona> of(String subject) {
    return ALL.stream().filter(p -> p.subject().equals(subject)).findFirst();
  }

  /** As a person would say it: {@code Owner of Acme}. */
  public String position() {
    return role.charAt(0)
        + role.substring(1).toLowerCase(java.util.Locale.ROOT)
        + " of "
        + organization.name();
  }
}
