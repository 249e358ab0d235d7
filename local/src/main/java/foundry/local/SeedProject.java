package foundry.local;

import foundry.local.oidc.Persona;
import java.util.List;

/**
 * A project that a new data folder starts with. Files lie beside {@code Seed} on the class path.
 */
record SeedProject(Persona owner, String name, List<SeedFile> files, List<String> questions) {
  /** {@code resource} is the file's name on the class path, {@code name} the one people see. */
  record SeedFile(String resource, String name, String mediaType) {}

  static final List<SeedProject> ALL =
      List.of(
          new SeedProject(
              Persona.ADA,
              "Field manuals",
              List.of(
                  new SeedFile("pump-manual.pdf", "Pump P-40 manual.pdf", "application/pdf"),
                  new SeedFile("site-safety.md", "Site safety guide.md", "text/markdown")),
              List.of(
                  "How do I reset the pump?",
                  "How often is the filter changed?",
                  "What do I wear on site?")),
          new SeedProject(
              Persona.MARY,
              "Greenhouse",
              List.of(new SeedFile("greenhouse.md", "Greenhouse handbook.md", "text/markdown")),
              List.of("When are the seedlings watered?", "What do I do when frost is forecast?")));
}
