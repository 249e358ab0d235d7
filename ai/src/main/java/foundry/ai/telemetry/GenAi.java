package foundry.ai.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Every name that OpenTelemetry's conventions for generative AI give (still in development there),
 * and ours beside them: when they change, this file does.
 */
final class GenAi {
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("gen_ai.request.stream");
  static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
  static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHED_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<Long> CACHE_WRITE_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");
  static final AttributeKey<Long> REASONING_TOKENS =
      AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("foundry.request.id");
  static final AttributeKey<String> TENANT = AttributeKey.stringKey("foundry.tenant");
  static final AttributeKey<String> USER = AttributeKey.stringKey("foundry.user");
  static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("foundry.attempts");
  static final AttributeKey<Boolean> ESTIMATED = AttributeKey.booleanKey("foundry.estimated");

  static final String TOKEN_USAGE = "gen_ai.client.token.usage";
  static final String TOKEN_TYPE = "gen_ai.token.type";
  static final String DURATION = "gen_ai.client.operation.duration";
  static final String FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
  static final String TOKENS_PER_SECOND = "foundry.ai.output.tokens.per.second";
  static final String COST = "foundry.ai.cost";

  /** As the conventions prescribe. */
  static final double[] TOKEN_BUCKETS = {
    1,
    4,
    16,
    64,
    256,
    1_024,
    4_096,
    16_384,
    65_536,
    262_144,
    1_048_576,
    4_194_304,
    16_777_216,
    67_108_864
  };

  /** As the conventions prescribe: 10 ms doubled, up to 82 s. */
  static final int DURATION_BUCKETS = 14;

  static final long DURATION_FIRST_MILLIS = 10;

  private GenAi() {}
}
