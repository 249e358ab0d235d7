const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What stands on the key that starts a shortcut. */
export const commandKey = apple ? '⌘' : 'Ctrl ';
