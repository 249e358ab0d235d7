package foundry.api.storage;

import foundry.viewer.OrgId;
import java.util.UUID;

/** Names the object of one document; the organization comes first, so a tenant is one prefix. */
public record ObjectKey(OrgId org, UUID document) {
  /** The name in the bucket: {@code {org}/{document}}. */
  @Override
  public String toString() {
    return org + "/" + document;
  }
}
