// What every browser test stands on: a browser, pages with and without script, and the
// checks that hold for every page of the office.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

export { startDemo } from './demo.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule of WCAG 2.2 AA, and what axe calls best practice beyond it. */
export const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The narrowest page that must work: 1280 px at 400 %. */
export const NARROW = { width: 320, height: 640 };
export const WIDE = { width: 1280, height: 900 };

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function browserProgram() {
  const candidates = [
    process.env.OKNO_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = candidates.find((path) => path && existsSync(path));
  assert.ok(found, 'no Chromium: apt-get install chromium, or set OKNO_CHROMIUM');
  return found;
}

/** A headless browser with a fresh profile; `close()` it. */
export async function startBrowser() {
  return chromium.launch({ executablePath: browserProgram(), headless: true, args: FLAGS });
}

/**
 * A page of its own, with no cookies of any other.
 *
 * `js: false` switches the scripts of the page off. Whatever the page does wrong by itself
 * (a script error, a refused inline style, a failed request) is kept in `page.complaints`.
 */
export async function openPage(browser, { js = true, size = WIDE, lang = 'ru-RU', ...more } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: js,
    viewport: size,
    locale: lang,
    ...more,
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') page.complaints.push(`${message.text()} (${message.location().url})`);
  });
  return page;
}

/** Closes a page together with its context. */
export async function closePage(page) {
  await page.context().close();
}

/** Goes to an address, which must answer 200 itself. */
export async function visit(page, address) {
  const answer = await page.goto(address, { waitUntil: 'load' });
  assert.equal(answer.status(), 200, `${address} answers ${answer.status()}`);
  return answer;
}

/** No violation of WCAG 2.2 AA or of best practice, as far as a program can tell. */
export async function assertAccessible(page) {
  const violations = await axeViolations(page);
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((n) => `    ${n.target.join(' ')}`).join('\n')}`,
  );
  assert.equal(violations.length, 0, `${page.url()}\n${told.join('\n')}`);
}

/** What axe finds; its source goes in from outside, so the page's own rules for scripts stand. */
export async function axeViolations(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } }),
    AXE_TAGS,
  );
  return result.violations;
}

/** Nothing has to be scrolled sideways at 320 px. */
export async function assertNoSidewaysScroll(page, size = NARROW) {
  const before = page.viewportSize();
  await page.setViewportSize(size);
  const { wide, seen, culprits } = await page.evaluate(() => {
    const seen = document.documentElement.clientWidth;
    const beyond = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > seen + 1,
    );
    const name = (e) => `${e.localName}${e.id ? `#${e.id}` : ''}${e.classList.length ? `.${[...e.classList].join('.')}` : ''}`;
    return { wide: document.documentElement.scrollWidth, seen, culprits: beyond.slice(0, 5).map(name) };
  });
  await page.setViewportSize(before);
  assert.ok(wide <= seen, `${page.url()} is ${wide} px wide at ${seen} px: ${culprits.join(', ')}`);
}

/** Keeps a picture in shots/, for a person to look at. */
export async function shoot(page, name) {
  const folder = join(here, 'shots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name.replace(/[^\p{L}\p{N}.-]+/gu, '_')}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}

/**
 * A person without a mouse.
 *
 * `tabTo(selector)` presses Tab until that element has the focus, and holds every stop on
 * the way to a visible focus; `press(key)` presses; `go(key)` presses and waits for the page
 * that the key leads to; `type(text)` types.
 */
export function keyboard(page) {
  return {
    async tabTo(selector, { most = 60 } = {}) {
      for (let steps = 1; steps <= most; steps += 1) {
        await page.keyboard.press('Tab');
        await assertFocusVisible(page);
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
          return steps;
        }
      }
      throw new Error(`${page.url()}: ${selector} is not reached with ${most} tabs`);
    },
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    async go(key = 'Enter') {
      // Waiting begins before the key: a page that comes at once would be missed after it.
      const [answer] = await Promise.all([
        page.waitForNavigation({ waitUntil: 'load' }),
        page.keyboard.press(key),
      ]);
      return answer;
    },
  };
}

/** What has the focus shows it: by an outline, or a shadow or border that changes with it. */
export async function assertFocusVisible(page) {
  const lost = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return '';
    const look = (of) => {
      const style = getComputedStyle(of);
      const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      return { outline, rest: `${style.boxShadow}|${style.borderColor}|${style.backgroundColor}|${style.textDecoration}` };
    };
    // A control that lies unseen over its label shows the focus on the label.
    const shown = [element, element.nextElementSibling, element.closest('label')].filter(Boolean);
    const focused = shown.map(look);
    if (focused.some((seen) => seen.outline)) return '';
    element.blur();
    const plain = shown.map(look);
    element.focus({ preventScroll: true });
    const changes = focused.some((seen, at) => seen.rest !== plain[at].rest);
    return changes ? '' : element.outerHTML.slice(0, 120);
  });
  assert.equal(lost, '', `${page.url()}: the focus cannot be seen on ${lost}`);
}

/**
 * Fetches like a text client: no cookies sent or kept, no script, no redirect followed.
 *
 * Answers `{ status, headers, cookies, type, text }`.
 */
export async function fetchPlain(address, options = {}) {
  const answer = await fetch(address, { redirect: 'manual', credentials: 'omit', ...options });
  const body = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    headers: answer.headers,
    cookies: answer.headers.getSetCookie?.() ?? [answer.headers.get('set-cookie')].filter(Boolean),
    type: (answer.headers.get('content-type') ?? '').split(';')[0].trim(),
    text: body.toString('utf8'),
  };
}

/** The addresses a page links to on its own host, without fragments, each once. */
export async function linksOf(page) {
  const links = await page.evaluate(() =>
    [...document.querySelectorAll('a[href]')].map((link) => link.href),
  );
  const { origin } = new URL(page.url());
  const own = links.filter((link) => URL.canParse?.(link) ?? true).map((link) => new URL(link));
  const inside = own.filter((link) => link.origin === origin);
  return [...new Set(inside.map((link) => `${link.origin}${link.pathname}${link.search}`))];
}

/** The numbers of the regulation's items that a page shows, of those asked for, that have words. */
export async function itemsShown(page, items) {
  return page.evaluate((wanted) => {
    const hasWords = (element) => element.checkVisibility?.() !== false && element.innerText.trim() !== '';
    return wanted.filter((item) =>
      [...document.querySelectorAll(`[data-item~="${item}"]`)].some(hasWords),
    );
  }, items);
}
