package foundry.api.project;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job or a document of a project that changed, or the id of one that is gone. */
record ProjectUpdate(@Nullable UUID job, @Nullable UUID document, @Nullable String gone) {
  static ProjectUpdate job(UUID id) {
    return new ProjectUpdate(id, null, null);
  }

  static ProjectUpdate document(UUID id) {
    return new ProjectUpdate(null, id, null);
  }

  static ProjectUpdate gone(String id) {
    return new ProjectUpdate(null, null, id);
  }
}
