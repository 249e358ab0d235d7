import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);

/** Debian's Chromium, headless; every page in a context (a person's browser) of its own. */
export async function openBrowser() {
  if (!CHROMIUM) throw new Error('no Chromium found: install it (apt-get install chromium) or set CHROMIUM');
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  return {
    async page(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => console.error('page error:', error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') console.error('console:', message.text());
      });
      return page;
    },
    close: () => browser.close(),
  };
}

/** From the product's sign-in card through the issuer's persona page and back. */
export async function signInAs(page, url, persona) {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: new RegExp(persona) }).click();
  await page.waitForURL((now) => now.href.startsWith(url) && !now.pathname.startsWith('/signed-in'));
}
