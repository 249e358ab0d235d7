package foundry.ai.telemetry;

import foundry.telemetry.Attribute;

/**
 * Every name that OpenTelemetry's conventions for generative AI give (still in development there),
 * and ours beside them: when they change, this file does.
 */
final class GenAi {
  static final Attribute OPERATION = Attribute.of("gen_ai.operation.name");
  static final Attribute PROVIDER = Attribute.of("gen_ai.provider.name");
  static final Attribute REQUEST_MODEL = Attribute.of("gen_ai.request.model");
  static final Attribute STREAM = Attribute.of("gen_ai.request.stream");
  static final Attribute RESPONSE_ID = Attribute.of("gen_ai.response.id");
  static final Attribute RESPONSE_MODEL = Attribute.of("gen_ai.response.model");
  static final Attribute INPUT_TOKENS = Attribute.of("gen_ai.usage.input_tokens");
  static final Attribute OUTPUT_TOKENS = Attribute.of("gen_ai.usage.output_tokens");
  static final Attribute CACHED_TOKENS = Attribute.of("gen_ai.usage.cache_read.input_tokens");
  static final Attribute CACHE_WRITE_TOKENS =
      Attribute.of("gen_ai.usage.cache_creation.input_tokens");
  static final Attribute REASONING_TOKENS = Attribute.of("gen_ai.usage.reasoning.output_tokens");
  static final Attribute ERROR_TYPE = Attribute.of("error.type");

  /** Only where operators ask for it. */
  static final Attribute INPUT_MESSAGES = Attribute.of("gen_ai.input.messages");

  /** Only where operators ask for it. */
  static final Attribute OUTPUT_MESSAGES = Attribute.of("gen_ai.output.messages");

  static final Attribute REQUEST_ID = Attribute.of("foundry.request.id");
  static final Attribute TENANT = Attribute.of("foundry.tenant");
  static final Attribute USER = Attribute.of("foundry.user");
  static final Attribute ATTEMPTS = Attribute.of("foundry.attempts");
  static final Attribute ESTIMATED = Attribute.of("foundry.estimated");

  static final String TOKEN_USAGE = "gen_ai.client.token.usage";
  static final String TOKEN_TYPE = "gen_ai.token.type";
  static final String DURATION = "gen_ai.client.operation.duration";
  static final String FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
  static final String CHUNK_TIME = "gen_ai.client.operation.time_per_output_chunk";
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
