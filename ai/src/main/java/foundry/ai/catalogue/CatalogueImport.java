package foundry.ai.catalogue;

import foundry.http.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * Brings facts of another catalogue into ours. What it does not name stays; what it names is
 * replaced, unless a price jumps: then nothing is, since a slip in a unit is likelier than that.
 */
public final class CatalogueImport {
  /** Beyond this it is no catalogue of models. */
  public static final long BYTES_MAX = 64L << 20;

  /**
   * @param models all, as they are to be written
   * @param changes a line each, what is new, gone or different
   * @param jumps prices that change by more than the bound; if there are any, refuse
   */
  public record Result(List<ModelFacts> models, List<String> changes, List<String> jumps) {}

  private final Map<String, ModelFacts> known = new LinkedHashMap<>();
  private final BigDecimal changePercentMax;

  public CatalogueImport(Catalogue catalogue, int changePercentMax) {
    catalogue.all().forEach(model -> known.put(model.id(), model));
    this.changePercentMax = BigDecimal.valueOf(changePercentMax);
  }

  /** Throws {@link CatalogueFile.Unreadable}. */
  public Result read(String document, ImportFormat format, Source source) {
    try {
      return merge(format.read(Json.tree(document), source));
    } catch (JacksonException e) {
      throw new CatalogueFile.Unreadable("no JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new CatalogueFile.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Result merge(List<ModelFacts> imported) {
    if (imported.isEmpty()) throw new CatalogueFile.Unreadable("no models of any known provider");
    var all = new TreeMap<>(known);
    var changes = new ArrayList<String>();
    var jumps = new ArrayList<String>();
    for (var model : imported) {
      var before = Optional.ofNullable(known.get(model.id()));
      var after = before.map(old -> kept(old, model)).orElse(model);
      all.put(model.id(), after);
      if (before.isEmpty()) changes.add("+ " + model.id() + ": " + told(model));
      else changed(before.get(), after, changes, jumps);
    }
    changes.sort(String::compareTo);
    return new Result(List.copyOf(all.values()), changes, jumps);
  }

  /** Facts that did not change keep the day on which they were first seen. */
  private static ModelFacts kept(ModelFacts old, ModelFacts model) {
    var price =
        model
            .price()
            .map(found -> old.price().filter(was -> same(was, found)).orElse(found))
            .or(old::price);
    boolean same =
        old.family().equals(model.family())
            && old.contextTokens().equals(model.contextTokens())
            && old.outputTokensMax().equals(model.outputTokensMax())
            && old.capabilities().equals(model.capabilities());
    return new ModelFacts(
        model.id(),
        model.family(),
        model.contextTokens(),
        model.outputTokensMax(),
        model.capabilities(),
        same ? old.source() : model.source(),
        price);
  }

  private static boolean same(Price was, Price found) {
    return was.base().equals(found.base()) && was.tiers().equals(found.tiers());
  }

  private void changed(ModelFacts old, ModelFacts model, List<String> changes, List<String> jumps) {
    String was = told(old);
    String is = told(model);
    if (!was.equals(is)) changes.add("~ %s: %s -> %s".formatted(model.id(), was, is));
    if (old.price().isEmpty() || model.price().isEmpty()) return;
    var before = old.price().get().base();
    var after = model.price().get().base();
    jump(model.id() + ": input", before.input(), after.input()).ifPresent(jumps::add);
    jump(model.id() + ": output", before.output(), after.output()).ifPresent(jumps::add);
  }

  private Optional<String> jump(String what, BigDecimal before, BigDecimal after) {
    var difference = after.subtract(before).abs().multiply(BigDecimal.valueOf(100));
    if (difference.compareTo(before.multiply(changePercentMax)) <= 0) return Optional.empty();
    String percent =
        before.signum() == 0
            ? "from nothing"
            : "%s %%".formatted(difference.divide(before, 0, RoundingMode.HALF_UP));
    return Optional.of(
        "%s: %s -> %s (%s, expected: at most %s %%)"
            .formatted(
                what, before.toPlainString(), after.toPlainString(), percent, changePercentMax));
  }

  private static String told(ModelFacts model) {
    String price =
        model
            .price()
            .map(
                known ->
                    "$%s/$%s"
                        .formatted(
                            known.base().input().toPlainString(),
                            known.base().output().toPlainString()))
            .orElse("no price");
    return "%s, context %s, output %s"
        .formatted(
            price,
            model.contextTokens().map(String::valueOf).orElse("unknown"),
            model.outputTokensMax().map(String::valueOf).orElse("unknown"));
  }
}
