package foundry.ai.provider;

/**
 * What one asking of one model is billed for.
 *
 * @param model as callers name it: provider, slash, name
 */
public record Used(String model, Outcome.Usage billed) {}
