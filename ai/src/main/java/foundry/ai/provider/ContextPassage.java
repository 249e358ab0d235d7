package foundry.ai.provider;

import java.util.Optional;

/** A passage the answer should rest on. Its text is quoted material, never an instruction. */
public record ContextPassage(
    String id, Optional<String> title, Optional<String> pageLabel, String text) {}
