// Walks the public pages as a visitor does: by their links.
import assert from 'node:assert/strict';

import { linksOf, visit } from './harness.mjs';

// Pages of one kind (a day of the calendar, an office) differ in data only; a few show it.
const OF_A_KIND = 4;
// More kinds than this means that the walk is lost in made-up addresses.
const MOST_PAGES = 400;

/**
 * Visits the start pages and everything they lead to, and calls `see(page, address, answer)`
 * for each page and `fetchOnly(address)` for what is not a page (a calendar file, a PDF).
 *
 * Answers the addresses of the pages seen.
 */
export async function crawl(page, starts, { see, fetchOnly, isPage }) {
  const seen = new Set();
  const kinds = new Map();
  const pages = [];
  const waiting = [...starts];
  while (waiting.length > 0) {
    const address = waiting.shift();
    if (seen.has(address)) continue;
    seen.add(address);
    const kind = kindOf(address);
    const before = kinds.get(kind) ?? 0;
    if (before >= OF_A_KIND) continue;
    kinds.set(kind, before + 1);
    if (!(await isPage(address))) {
      await fetchOnly(address);
      continue;
    }
    assert.ok(pages.length < MOST_PAGES, `more than ${MOST_PAGES} kinds of pages; last ${address}`);
    const answer = await visit(page, address);
    pages.push(address);
    waiting.push(...(await linksOf(page)));
    await see(page, address, answer);
  }
  return pages;
}

/** The address with what is data in it left out: numbers, identifiers, the values of a query. */
export function kindOf(address) {
  const url = new URL(address);
  const path = url.pathname
    .split('/')
    .map((part) => (/\d/.test(part) ? '*' : part))
    .join('/');
  return `${path}?${[...url.searchParams.keys()].sort().join('&')}`;
}
