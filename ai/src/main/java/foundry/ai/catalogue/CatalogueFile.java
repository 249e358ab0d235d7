package foundry.ai.catalogue;

import foundry.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The data file of the catalogue: one JSON document, models by id, prices as decimal strings. */
public final class CatalogueFile {
  private static final String BUILT_IN = "models.json";
  private static final int FORMAT = 1;

  /** The file is not what it should be; says where and what was expected. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  private CatalogueFile() {}

  static Catalogue builtIn() {
    try (InputStream stream = CatalogueFile.class.getResourceAsStream(BUILT_IN)) {
      if (stream == null) throw new Unreadable(BUILT_IN + " is not on the class path");
      return new Catalogue(read(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(BUILT_IN + " cannot be read", e);
    }
  }

  /** Throws {@link Unreadable}. */
  public static Catalogue at(Path file) {
    try {
      return new Catalogue(read(Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw new Unreadable("no such file");
    } catch (IOException e) {
      throw new Unreadable("cannot be read (%s)".formatted(e.getClass().getSimpleName()));
    } catch (IllegalArgumentException e) {
      throw new Unreadable(String.valueOf(e.getMessage()));
    }
  }

  static List<ModelFacts> read(String json) {
    try {
      var document = Json.tree(json);
      if (document.path("format").asInt(0) != FORMAT) {
        throw new Unreadable("format: not %d (expected: %d)".formatted(FORMAT, FORMAT));
      }
      var models = new ArrayList<ModelFacts>();
      for (var model : document.path("models")) models.add(model(model));
      return models;
    } catch (JacksonException e) {
      throw new Unreadable("no JSON: " + e.getOriginalMessage());
    }
  }

  private static ModelFacts model(JsonNode model) {
    String id = model.path("id").asString("");
    try {
      return new ModelFacts(
          id,
          model.path("family").asString(""),
          number(model.path("context_tokens")),
          number(model.path("output_tokens_max")),
          capabilities(model.path("capabilities")),
          source(model.path("source")),
          price(model.path("price")));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("%s: %s".formatted(id, e.getMessage()));
    }
  }

  private static Optional<Integer> number(JsonNode node) {
    return node.isNumber() ? Optional.of(node.intValue()) : Optional.empty();
  }

  private static Set<Capability> capabilities(JsonNode names) {
    var capabilities = EnumSet.noneOf(Capability.class);
    for (var name : names) {
      capabilities.add(Capability.valueOf(name.asString("").toUpperCase(Locale.ROOT)));
    }
    return capabilities;
  }

  private static Source source(JsonNode source) {
    String date = source.path("date").asString("");
    try {
      return new Source(LocalDate.parse(date), URI.create(source.path("url").asString("")));
    } catch (DateTimeException e) {
      String expected = "expected: a day such as 2026-01-31";
      throw new IllegalArgumentException("source.date: '%s' (%s)".formatted(date, expected), e);
    }
  }

  private static Optional<Price> price(JsonNode price) {
    if (!price.isObject()) return Optional.empty();
    var tiers = new ArrayList<Price.Tier>();
    for (var tier : price.path("tiers")) {
      tiers.add(new Price.Tier(tier.path("above_tokens").asInt(0), rates(tier)));
    }
    return Optional.of(new Price(source(price.path("source")), rates(price), tiers));
  }

  private static Price.Rates rates(JsonNode rates) {
    return new Price.Rates(
        decimal(rates.path("input")).orElseThrow(() -> new IllegalArgumentException("no input")),
        decimal(rates.path("output")).orElseThrow(() -> new IllegalArgumentException("no output")),
        decimal(rates.path("cached_input")),
        decimal(rates.path("cache_write")));
  }

  private static Optional<BigDecimal> decimal(JsonNode node) {
    return node.isString() ? Optional.of(new BigDecimal(node.stringValue())) : Optional.empty();
  }

  /** Sorted by id and always in the same words, so that a change shows as its own lines only. */
  public static String write(List<ModelFacts> models) {
    var document = Json.MAPPER.createObjectNode().put("format", FORMAT);
    document.put("currency", Price.CURRENCY).put("unit", "per million tokens");
    var list = document.putArray("models");
    models.stream()
        .sorted(Comparator.comparing(ModelFacts::id))
        .forEach(model -> write(list, model));
    return Json.MAPPER
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(document)
        + "\n";
  }

  private static void write(ArrayNode list, ModelFacts model) {
    var node = list.addObject().put("id", model.id()).put("family", model.family());
    node.put("context_tokens", model.contextTokens().orElse(null));
    node.put("output_tokens_max", model.outputTokensMax().orElse(null));
    var capabilities = node.putArray("capabilities");
    for (var one : model.capabilities()) capabilities.add(one.name().toLowerCase(Locale.ROOT));
    write(node.putObject("source"), model.source());
    if (model.price().isEmpty()) node.putNull("price");
    else write(node.putObject("price"), model.price().get());
  }

  private static void write(ObjectNode node, Source source) {
    node.put("date", source.date().toString()).put("url", source.url().toString());
  }

  private static void write(ObjectNode node, Price price) {
    write(node.putObject("source"), price.source());
    write(node, price.base());
    if (price.tiers().isEmpty()) return;
    var tiers = node.putArray("tiers");
    for (var tier : price.tiers()) {
      write(tiers.addObject().put("above_tokens", tier.aboveTokens()), tier.rates());
    }
  }

  private static void write(ObjectNode node, Price.Rates rates) {
    node.put("input", rates.input().toPlainString()).put("output", rates.output().toPlainString());
    rates.cachedInput().ifPresent(value -> node.put("cached_input", value.toPlainString()));
    rates.cacheWrite().ifPresent(value -> node.put("cache_write", value.toPlainString()));
  }
}
