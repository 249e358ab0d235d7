package foundry.ai.embed;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * bge-small-en-v1.5, quantised (MIT licence), on ONNX Runtime. One thread a call and no spinning:
 * calls run side by side, so threads inside a call would only fight over the same cores.
 */
final class BgeSmall extends AbstractInProcessEmbeddingModel {
  static final String ID = "local/bge-small-en-v1.5";
  static final String VERSION = "bge-small-en-v1.5-q/1";
  static final int DIMENSIONS = 384;

  /** With it questions find passages better, says the model card; passages go without. */
  static final String QUESTION_PREFIX = "Represent this sentence for searching relevant passages: ";

  private final OnnxBertBiEncoder encoder;

  private BgeSmall(OnnxBertBiEncoder encoder) {
    super(Runnable::run);
    this.encoder = encoder;
  }

  static BgeSmall load() {
    try (var model = resource("bge-small-en-v1.5-q.onnx");
        var tokenizer = tokenizer();
        var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      var environment = OrtEnvironment.getEnvironment();
      var session = environment.createSession(model.readAllBytes(), options);
      return new BgeSmall(new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.CLS));
    } catch (IOException e) {
      throw new UncheckedIOException("the embedding model cannot be read", e);
    } catch (OrtException e) {
      throw new IllegalStateException("the embedding model cannot be loaded", e);
    }
  }

  static InputStream tokenizer() throws IOException {
    return resource("bge-small-en-v1.5-q-tokenizer.json");
  }

  private static InputStream resource(String name) throws IOException {
    var stream = BgeSmall.class.getClassLoader().getResourceAsStream(name);
    if (stream == null) throw new FileNotFoundException(name + " is not on the class path");
    return stream;
  }

  @Override
  protected OnnxBertBiEncoder model() {
    return encoder;
  }

  @Override
  protected Integer knownDimension() {
    return DIMENSIONS;
  }
}
