package foundry.api.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The text that a reader of the page sees. Nothing the page refers to is fetched. */
final class HtmlExtractor implements Extractor {
  private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

  @Override
  public void extract(Path file, PageSink sink) throws IOException {
    Document document;
    try (var bytes = Files.newInputStream(file)) {
      sink.opened(bytes);
      document = Jsoup.parse(bytes, null, "");
    }
    document.select("script, style, noscript, template, svg, iframe, [hidden]").remove();
    var blocks = new Blocks(sink);
    String title = document.title();
    if (!title.isBlank()) blocks.add(title, true);
    document.body().traverse(blocks);
    blocks.end();
    sink.parts(blocks.found);
    sink.progress(1, 1);
  }

  /** Every element that stands on its own line in a browser does so here. */
  private static final class Blocks implements NodeVisitor {
    private final PageSink sink;
    private final List<Block> found = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();

    Blocks(PageSink sink) {
      this.sink = sink;
    }

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        current.append(text.getWholeText().replaceAll("\\s+", " "));
      } else if (node instanceof Element element) {
        head(element);
      }
    }

    private void head(Element element) {
      switch (element.normalName()) {
        case "br" -> current.append('\n');
        case "td", "th" -> current.append(current.isEmpty() ? "" : " | ");
        case "li" -> {
          end();
          current.append("- ");
        }
        default -> {
          if (element.isBlock()) end();
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (!(node instanceof Element element) || !element.isBlock()) return;
      String name = element.normalName();
      if (name.equals("td") || name.equals("th")) return;
      if (HEADINGS.contains(name)) add(current.toString(), true);
      else add(current.toString(), false);
    }

    void end() {
      add(current.toString(), false);
    }

    void add(String text, boolean isHeading) {
      current.setLength(0);
      if (text.isBlank()) return;
      sink.gathering(text.length());
      found.add(new Block(text, isHeading));
    }
  }
}
