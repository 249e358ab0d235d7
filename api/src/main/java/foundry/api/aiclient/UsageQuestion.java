package foundry.api.aiclient;

import foundry.viewer.ProjectId;
import foundry.viewer.UserId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What of an organization's usage is to be added up.
 *
 * @param to included
 * @param by what sums are kept apart by; nothing: one sum of all
 * @param project only calls about it
 * @param user only calls on behalf of this person
 */
public record UsageQuestion(
    LocalDate from,
    LocalDate to,
    List<Dimension> by,
    Optional<ProjectId> project,
    Optional<UserId> user,
    int sumsMax) {
  /** As in the schema. */
  public enum Dimension {
    DAY,
    MODEL,
    PROJECT,
    USER
  }

  String path() {
    var apart = by.stream().map(d -> d.name().toLowerCase(Locale.ROOT));
    var path = new StringBuilder("/v1/usage?from=" + from + "&to=" + to + "&limit=" + sumsMax);
    path.append("&by=").append(by.isEmpty() ? "all" : apart.collect(Collectors.joining(",")));
    project.ifPresent(id -> path.append("&project=").append(id));
    user.ifPresent(id -> path.append("&user=").append(id));
    return path.toString();
  }
}
