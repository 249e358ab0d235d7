package foundry.api.invitation;

import foundry.api.database.Entrance;
import foundry.api.database.Entrance.Verdict;
import foundry.api.graphql.Call;
import foundry.api.graphql.Outcome;
import foundry.api.graphql.UserError.Code;
import foundry.api.graphql.relay.GlobalId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What accepting and declining have in common: which invitation is meant, and why it cannot be. */
final class Answering {
  private Answering() {}

  /**
   * @param answer takes the token's digest and the id, one of which is null
   * @param then goes on with the answer if it was given
   */
  static <P> Outcome<P> with(
      Call input,
      BiFunction<@Nullable String, @Nullable UUID, Entrance.Answer> answer,
      Function<Entrance.Answer, P> then) {
    var token = input.textIfGiven("token").map(InvitationToken::new);
    var id = input.textIfGiven("invitationId");
    if (token.isPresent() == id.isPresent()) {
      return Outcome.refused(
          Code.INVALID_INPUT,
          "token, invitationId: %s (expected: one of them)"
              .formatted(id.isPresent() ? "both" : "neither"));
    }
    var field = token.isPresent() ? "token" : "invitationId";
    var uuid = id.flatMap(text -> GlobalId.parse(Invitation.NODE.prefix(), text));
    var given = answer.apply(token.map(InvitationToken::sha256).orElse(null), uuid.orElse(null));
    return Answering.<P>fault(given.verdict(), field, id)
        .orElseGet(() -> Outcome.done(then.apply(given)));
  }

  /** A token is a secret: no message holds it. */
  private static <P> Optional<Outcome<P>> fault(
      Verdict verdict, String field, Optional<String> id) {
    return switch (verdict) {
      case JOINED, TURNED_DOWN -> Optional.empty();
      case NOT_FOUND ->
          Optional.of(
              id.<Outcome<P>>map(text -> Outcome.notFound(field, text))
                  .orElseGet(() -> refused(Code.NOT_FOUND, field, "of no invitation", "another")));
      case MEMBER ->
          Optional.of(
              refused(
                  Code.ALREADY_MEMBER,
                  field,
                  "you belong to the organization already",
                  "an invitation to another"));
      case OTHER_EMAIL ->
          Optional.of(
              refused(
                  Code.OTHER_EMAIL,
                  field,
                  "for another e-mail address than yours",
                  "sign in with the one that was invited"));
      case EXPIRED ->
          Optional.of(refused(Code.EXPIRED, field, "EXPIRED", "PENDING; ask for a new one"));
      case ACCEPTED, DECLINED, REVOKED ->
          Optional.of(refused(Code.WRONG_STATE, field, verdict.name(), "PENDING"));
    };
  }

  private static <P> Outcome<P> refused(Code code, String field, String was, String expected) {
    return Outcome.refused(code, "%s: %s (expected: %s)".formatted(field, was, expected), field);
  }
}
