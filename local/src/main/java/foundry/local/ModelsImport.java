package foundry.local;

import foundry.ai.catalogue.Catalogue;
import foundry.ai.catalogue.CatalogueFile;
import foundry.ai.catalogue.CatalogueImport;
import foundry.ai.catalogue.ImportFormat;
import foundry.ai.catalogue.Source;
import foundry.local.data.Refusal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foundry models import}: brings facts and prices of another catalogue into ours. */
@Command(
    name = "import",
    description = "Bring facts and prices of another catalogue into ours.",
    mixinStandardHelpOptions = true)
final class ModelsImport implements Callable<Integer> {
  /** A file of a few megabytes that takes longer does not arrive. */
  private static final int TIMEOUT_MILLIS = 30_000;

  @Parameters(index = "0", paramLabel = "<file-or-url>", description = "What to read.")
  private String from = "";

  @Option(
      names = "--source",
      required = true,
      paramLabel = "<format>",
      description = "Whose format it is: models.dev or litellm.")
  private String format = "";

  @Option(
      names = "--max-change",
      defaultValue = "50%",
      paramLabel = "<percent>",
      description = "Refuse if a price changes by more (default: ${DEFAULT-VALUE}).")
  private String changeMax = "50%";

  @Option(
      names = "--date",
      paramLabel = "<date>",
      description = "The day on which this was true (default: today).")
  private @Nullable LocalDate date;

  @Option(
      names = "--into",
      paramLabel = "<file>",
      description = "The catalogue to change (default: the one in the checkout).")
  private @Nullable Path into;

  @Override
  public Integer call() throws Exception {
    var file =
        into != null
            ? into
            : Home.find().root().resolve("ai/src/main/resources/foundry/ai/catalogue/models.json");
    var result = read(known(file));
    result.changes().forEach(System.out::println);
    if (!result.jumps().isEmpty()) {
      result.jumps().forEach(System.err::println);
      System.err.println("Nothing was written. If these are right, allow more: --max-change");
      return 1;
    }
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, CatalogueFile.write(result.models()));
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    System.out.printf(
        "%d models, %d changes: %s%n", result.models().size(), result.changes().size(), file);
    return 0;
  }

  private static Catalogue known(Path file) {
    try {
      return Files.exists(file) ? CatalogueFile.at(file) : Catalogue.empty();
    } catch (CatalogueFile.Unreadable e) {
      throw new Refusal(file + ": " + e.getMessage(), "Repair it or name another: --into", e);
    }
  }

  private CatalogueImport.Result read(Catalogue catalogue) {
    try {
      return new CatalogueImport(catalogue, percent()).read(text(), format(), source());
    } catch (CatalogueFile.Unreadable e) {
      throw new Refusal(from + ": " + e.getMessage(), "Is it in the format that --source says?");
    } catch (NoSuchFileException e) {
      throw new Refusal(from + ": no such file", "Give a file or an https URL.", e);
    } catch (FileNotFoundException e) {
      throw new Refusal(from + ": there is nothing", "Give a file or an https URL.", e);
    } catch (IOException | IllegalArgumentException e) {
      String why = e.getClass().getSimpleName();
      throw new Refusal(from + ": cannot be read (" + why + ")", "Give a file or an https URL.", e);
    }
  }

  private ImportFormat format() {
    for (var one : ImportFormat.values()) if (one.toString().equals(format)) return one;
    throw new Refusal("--source: " + format, "Give models.dev or litellm.");
  }

  private int percent() {
    String number = changeMax.endsWith("%") ? changeMax.substring(0, changeMax.length() - 1) : "";
    if (number.matches("\\d{1,6}")) return Integer.parseInt(number);
    throw new Refusal("--max-change: " + changeMax, "Give a percentage such as 50%.");
  }

  private Source source() {
    var day = date == null ? LocalDate.now(ZoneOffset.UTC) : date;
    var standard =
        format() == ImportFormat.LITELLM
            ? "https://github.com/BerriAI/litellm"
            : "https://models.dev";
    return new Source(day, URI.create(isUrl() ? from : standard));
  }

  private boolean isUrl() {
    return from.startsWith("https://") || from.startsWith("http://");
  }

  /** One byte more than is allowed is read, so that too much is noticed. */
  private String text() throws IOException {
    try (InputStream stream = isUrl() ? opened() : Files.newInputStream(Path.of(from))) {
      byte[] bytes = stream.readNBytes(Math.toIntExact(CatalogueImport.BYTES_MAX + 1));
      if (bytes.length <= CatalogueImport.BYTES_MAX) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
      String much = "%s: more than %d bytes".formatted(from, CatalogueImport.BYTES_MAX);
      throw new Refusal(much, "No catalogue of models is that large; give another.");
    }
  }

  private InputStream opened() throws IOException {
    URLConnection connection = URI.create(from).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection.getInputStream();
  }
}
