package foundry.ai.moderate;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a text may be flagged for. */
enum Category {
  @JsonProperty("harassment")
  HARASSMENT,
  @JsonProperty("self_harm")
  SELF_HARM,
  @JsonProperty("violence")
  VIOLENCE,
  @JsonProperty("illicit")
  ILLICIT,
  @JsonProperty("sexual")
  SEXUAL,
  @JsonProperty("pii")
  PII,
  @JsonProperty("secrets")
  SECRETS
}
