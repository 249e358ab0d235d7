/** Resolves with the first truthy answer of `look`; rejects with `what` if none comes in time. */
export async function until(what, look, millisMax = 30_000, everyMillis = 50) {
  const end = Date.now() + millisMax;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${millisMax} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMillis));
  }
}
