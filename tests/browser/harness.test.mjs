// The harness holds what it promises: it passes a good page and finds what is wrong with a bad one.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { crawl, kindOf } from './crawl.mjs';
import {
  assertAccessible,
  assertFocusVisible,
  assertNoSidewaysScroll,
  axeViolations,
  closePage,
  fetchPlain,
  itemsShown,
  keyboard,
  linksOf,
  openPage,
  shoot,
  startBrowser,
  startDemo,
  visit,
} from './harness.mjs';

const standIn = join(dirname(fileURLToPath(import.meta.url)), 'selftest/office.mjs');
const start = (...more) => startDemo({ program: process.execPath, before: [standIn, ...more] });

describe('the harness', () => {
  let office;
  let browser;

  before(async () => {
    office = await start();
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await office?.stop();
  });

  const onPage = async (path, check, options) => {
    const page = await openPage(browser, options);
    try {
      await visit(page, `${office.address}${path}`);
      await check(page);
    } finally {
      await closePage(page);
    }
  };

  it('reads the address and the log-ins of the demo', () => {
    assert.match(office.address, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(office.login('head'), {
      role: 'head',
      name: 'head@office.example',
      password: 'один пароль',
    });
    assert.throws(() => office.login('nobody'), /only head,window/);
  });

  it('leaves no process and no folder behind', async () => {
    const short = await start();
    const data = short.said.find((line) => line.startsWith('data ')).slice('data '.length);
    assert.ok(existsSync(join(data, 'proof')));
    await short.stop();
    assert.ok(!existsSync(data));
    await assert.rejects(fetchPlain(`${short.address}/ru`));
  });

  it('tells what a demo that does not start has said', async () => {
    await assert.rejects(start('--fail'), /exit 3[^]*cannot open the database/);
  });

  it('passes a page that is in order', () =>
    onPage('/ru', async (page) => {
      await assertAccessible(page);
      await assertNoSidewaysScroll(page);
      assert.deepEqual(page.complaints, []);
    }));

  it('finds what is wrong with a page', () =>
    onPage('/ru/bad', async (page) => {
      const ids = (await axeViolations(page)).map((violation) => violation.id);
      assert.ok(ids.includes('image-alt') && ids.includes('region'), ids.join());
      await assert.rejects(assertAccessible(page), /image-alt/);
      await assert.rejects(assertNoSidewaysScroll(page), /at 320 px: .*div#wide\.wide/);
      assert.match(page.complaints.join(), /404/);
      await page.focus('#unseen');
      await assert.rejects(assertFocusVisible(page), /unseen/);
    }));

  it('switches the scripts of a page off and on', async () => {
    const words = (expected) => async (page) =>
      assert.equal(await page.locator('#script').innerText(), expected);
    await onPage('/ru', words('без скрипта'), { js: false });
    await onPage('/ru', words('со скриптом'), { js: true });
  });

  it('works a page with the keyboard alone', () =>
    onPage('/ru', async (page) => {
      const keys = keyboard(page);
      assert.equal(await keys.tabTo('#next'), 1);
      await keys.go('Enter');
      assert.equal(await page.title(), 'Дальше');
      await assert.rejects(keys.tabTo('#nowhere', { most: 3 }), /not reached/);
    }));

  it('fetches like a text client', async () => {
    const bad = await fetchPlain(`${office.address}/ru/bad`);
    assert.deepEqual([bad.status, bad.cookies, bad.type], [200, ['a=b'], 'text/html']);
    assert.equal((await fetchPlain(`${office.address}/ru/away`)).status, 303);
  });

  it('sees an item only where it has words that can be read', () =>
    onPage('/ru', async (page) => {
      const items = ['5.1', '5.2', '5.3', '5.4', '10.6', '0.6'];
      assert.deepEqual(await itemsShown(page, items), ['5.1', '10.6']);
    }));

  it('walks the links of its own host, each page once', () =>
    onPage('/ru', async (page) => {
      const own = ['/ru/next', '/ru/slot/17', '/ru/slot/18', '/file.ics'];
      assert.deepEqual(await linksOf(page), own.map((path) => `${office.address}${path}`));
      const files = [];
      const seen = [];
      const pages = await crawl(page, [`${office.address}/ru`], {
        isPage: async (address) => (await fetchPlain(address)).type === 'text/html',
        fetchOnly: async (address) => files.push(address),
        see: async (_, address) => seen.push(address),
      });
      assert.deepEqual(pages, seen);
      assert.deepEqual(pages, ['/ru', ...own.slice(0, 3)].map((path) => `${office.address}${path}`));
      assert.deepEqual(files, [`${office.address}/file.ics`]);
    }));

  it('knows pages of one kind by what is data in their address', () => {
    assert.equal(kindOf('http://a/ru/slot/17?d=1&a=2'), kindOf('http://a/ru/slot/18?a=9&d=4'));
    assert.notEqual(kindOf('http://a/ru/slot/17'), kindOf('http://a/en/slot/17'));
  });

  it('keeps a picture for a person to look at', () =>
    onPage('/ru', async (page) => {
      assert.ok(statSync(await shoot(page, 'self-test')).size > 0);
    }));
});
