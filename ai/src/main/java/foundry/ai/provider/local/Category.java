package foundry.ai.provider.local;

/** What a text may be flagged for: OpenAI's thirteen, by its names, and two of our own. */
enum Category {
  HARASSMENT("harassment"),
  HARASSMENT_THREATENING("harassment/threatening"),
  HATE("hate"),
  HATE_THREATENING("hate/threatening"),
  ILLICIT("illicit"),
  ILLICIT_VIOLENT("illicit/violent"),
  SELF_HARM("self-harm"),
  SELF_HARM_INSTRUCTIONS("self-harm/instructions"),
  SELF_HARM_INTENT("self-harm/intent"),
  SEXUAL("sexual"),
  SEXUAL_MINORS("sexual/minors"),
  VIOLENCE("violence"),
  VIOLENCE_GRAPHIC("violence/graphic"),
  PII("pii"),
  SECRETS("secrets");

  private final String wireName;

  Category(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
