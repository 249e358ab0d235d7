package foundry.api.database;

import foundry.api.viewer.Viewer;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What a policy may know of the viewer: values, or, in a statement that is made once for all
 * viewers, the places where the values go.
 *
 * @param readable organizations whose things the viewer may see
 * @param editable organizations whose things the viewer may change
 * @param administrable organizations whose people the viewer manages
 * @param owned organizations that are the viewer's own
 * @param user the person; null for the product itself
 */
record Asking(
    Field<UUID[]> readable,
    Field<UUID[]> editable,
    Field<UUID[]> administrable,
    Field<UUID[]> owned,
    Field<UUID> user) {
  private static final String READABLE = "viewer_readable";
  private static final String EDITABLE = "viewer_editable";
  private static final String ADMINISTRABLE = "viewer_administrable";
  private static final String OWNED = "viewer_owned";
  private static final String USER = "viewer_user";

  /** What differs between two people of one organization. */
  static final Set<String> PERSONAL = Set.of(EDITABLE, ADMINISTRABLE, OWNED, USER);

  /** Places for any viewer. */
  static final Asking ANYBODY =
      new Asking(
          DSL.param(READABLE, SQLDataType.UUID.array()),
          DSL.param(EDITABLE, SQLDataType.UUID.array()),
          DSL.param(ADMINISTRABLE, SQLDataType.UUID.array()),
          DSL.param(OWNED, SQLDataType.UUID.array()),
          DSL.param(USER, SQLDataType.UUID));

  static Asking of(Viewer viewer) {
    return new Asking(
        DSL.val(uuids(viewer.readable())),
        DSL.val(uuids(viewer.editable())),
        DSL.val(uuids(viewer.administrable())),
        DSL.val(uuids(viewer.owned())),
        DSL.val(viewer.user().map(UserId::value).orElse(null), SQLDataType.UUID));
  }

  /** Puts the viewer's value into the place, if it is one of those above. */
  static void fill(String place, Viewer viewer, Map<String, Object> values) {
    switch (place) {
      case READABLE -> values.put(place, uuids(viewer.readable()));
      case EDITABLE -> values.put(place, uuids(viewer.editable()));
      case ADMINISTRABLE -> values.put(place, uuids(viewer.administrable()));
      case OWNED -> values.put(place, uuids(viewer.owned()));
      case USER -> viewer.user().ifPresent(user -> values.put(place, user.value()));
      default -> {}
    }
  }

  private static UUID[] uuids(Collection<OrgId> orgs) {
    return orgs.stream().map(OrgId::value).toArray(UUID[]::new);
  }
}
