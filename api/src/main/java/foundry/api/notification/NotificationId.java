package foundry.api.notification;

import java.util.UUID;

/** Identifies one notification. */
public record NotificationId(UUID value) {}
