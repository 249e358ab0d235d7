package foundry.api.database;

import foundry.api.viewer.Viewer;

/**
 * What statements are run for, as those who run the service are told.
 *
 * @param document the id of a registered document; {@code unregistered} for free text, {@code none}
 *     for what no document asked for
 * @param operation its name, or what is done
 */
public record Cause(String document, String operation, String requestId) {
  /** What no document asked for. */
  static Cause of(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Person person -> none("person", person.requestId());
      case Viewer.Product product -> none(product.reason(), product.requestId());
    };
  }

  /** What is done for no request in particular, such as housekeeping. */
  static Cause none(String operation) {
    return none(operation, "none");
  }

  /** What no document asked for. */
  static Cause none(String operation, String requestId) {
    return new Cause("none", operation, requestId);
  }
}
