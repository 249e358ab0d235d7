package foundry.api.graphql;

import foundry.api.Limits;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.limits.DocumentLimits;
import foundry.api.graphql.plan.CompiledDocument;
import foundry.api.graphql.plan.Types;
import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.language.Document;
import graphql.parser.ParserOptions;
import graphql.validation.GoodFaithIntrospectionExceeded;
import graphql.validation.QueryComplexityLimits;
import graphql.validation.ValidationError;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents that may be run: registered ones, known by the SHA-256 of their text, and, for
 * developers, any. All are parsed, validated, measured and compiled before they run; registered
 * ones at start.
 */
public final class Documents {
  /** A document as found, or what is wrong with it. */
  public sealed interface Found {
    record Valid(CompiledDocument document) implements Found {}

    record Invalid(List<? extends GraphQLError> errors) implements Found {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

  private static final String ID_PREFIX = "sha256:";

  /** What operators are told of a document that is not registered. */
  private static final String UNREGISTERED = "unregistered";

  private static final ParserOptions PARSING =
      ParserOptions.newParserOptions()
          .maxCharacters(Limits.DOCUMENT_CHARACTERS_MAX)
          .maxTokens(Limits.DOCUMENT_TOKENS_MAX)
          .build();

  /** Above our own measure, which says better what is wrong; introspection needs the depth. */
  private static final QueryComplexityLimits COMPLEXITY =
      QueryComplexityLimits.newLimits()
          .maxDepth(2 * Limits.DEPTH_MAX)
          .maxFieldsCount(Limits.FIELDS_MAX)
          .build();

  private final Types types;
  private final boolean acceptsText;
  private final Map<String, CompiledDocument> registered = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, CompiledDocument> texts =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompiledDocument> eldest) {
          return size() > Limits.DOCUMENTS_CACHED_MAX;
        }
      };

  /** Throws if one of the registered documents does not fit the schema. */
  public Documents(Types types, Map<String, String> texts, boolean acceptsText) {
    this.types = types;
    this.acceptsText = acceptsText;
    texts.forEach((hash, text) -> registered.put(hash, register(hash, text)));
  }

  /** The texts that are registered at this place; none without one. */
  public static Map<String, String> read(Optional<Path> place) {
    return place.map(at -> new Registry(at).texts()).orElse(Map.of());
  }

  public int registeredCount() {
    return registered.size();
  }

  /** The registered document with this id. */
  public Found.Valid byId(String id) {
    var document = registered.get(id.startsWith(ID_PREFIX) ? id.substring(7) : id);
    if (document != null) return new Found.Valid(document);
    throw new Refusal(ErrorCode.UNKNOWN_DOCUMENT, "documentId: not a registered document");
  }

  /** Any document, where free text is accepted. */
  public Found byText(String text) {
    if (!acceptsText) {
      throw new Refusal(
          ErrorCode.UNKNOWN_DOCUMENT, "Only registered documents are run (send a documentId).");
    }
    var known = locked(() -> texts.get(text));
    if (known.isPresent()) return new Found.Valid(known.get());
    var found = validate(UNREGISTERED, text);
    if (found instanceof Found.Valid(var document)) locked(() -> texts.put(text, document));
    return found;
  }

  private <T> Optional<T> locked(Supplier<T> work) {
    lock.lock();
    try {
      return Optional.ofNullable(work.get());
    } finally {
      lock.unlock();
    }
  }

  private CompiledDocument register(String hash, String text) {
    return switch (validate(hash, text)) {
      case Found.Valid(var document) -> document;
      case Found.Invalid(var errors) ->
          throw new IllegalStateException(
              "registered document %s does not fit the schema: %s".formatted(hash, errors));
    };
  }

  private Found validate(String id, String text) {
    DocumentLimits.checkCharacters(text);
    var input = ExecutionInput.newExecutionInput(text).build();
    input.getGraphQLContext().put(ParserOptions.class, PARSING);
    var parsed = ParseAndValidate.parse(input);
    DocumentLimits.checkParsed(parsed);
    if (parsed.isFailure()) return new Found.Invalid(parsed.getErrors());
    var document = Objects.requireNonNull(parsed.getDocument());
    DocumentLimits.check(document); // before validation, which takes longest for such documents
    var errors = violations(id, document);
    return errors.isEmpty()
        ? new Found.Valid(new CompiledDocument(id, document, types))
        : new Found.Invalid(errors);
  }

  /**
   * What the document has against the rules. A rule that throws over it was written for documents
   * that others pass, so it is refused like one that does not.
   */
  private List<ValidationError> violations(String id, Document document) {
    try {
      return ParseAndValidate.validate(
          types.schema(), document, rule -> true, Locale.ENGLISH, COMPLEXITY);
    } catch (GoodFaithIntrospectionExceeded tooMuch) {
      throw tooMuch; // a limit, which says so itself
    } catch (RuntimeException e) {
      var where = e.getStackTrace().length == 0 ? "unknown" : e.getStackTrace()[0];
      // Without the message, which may hold the document.
      LOG.warn("document {}: validation threw {} at {}", id, e.getClass().getName(), where);
      throw new Refusal(ErrorCode.INVALID_INPUT, "The document cannot be validated.");
    }
  }
}
