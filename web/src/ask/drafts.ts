const key = (projectId: string) => `foundry.draft.${projectId}`;

/** What was typed and not asked yet, kept per project for as long as the tab lives. */
export const drafts = {
  read: (projectId: string): string => sessionStorage.getItem(key(projectId)) ?? '',
  write: (projectId: string, text: string): void => {
    if (text === '') sessionStorage.removeItem(key(projectId));
    else sessionStorage.setItem(key(projectId), text);
  },
};

/** A question that was not taken goes back into the box, in front of what was typed meanwhile. */
export function putBack(question: string, typed: string): string {
  return typed.trim() === '' ? question : `${question}\n\n${typed}`;
}
