// What everybody may read: REQ-5, REQ-8, REQ-9, REQ-10, REQ-A17.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { crawl } from './crawl.mjs';
import {
  assertAccessible,
  assertNoSidewaysScroll,
  closePage,
  fetchPlain,
  itemsShown,
  openPage,
  shoot,
  startBrowser,
  startDemo,
  visit,
} from './harness.mjs';

const LANGUAGES = ['ru', 'en'];
const numbered = (chapter, last) => Array.from({ length: last }, (_, at) => `${chapter}.${at + 1}`);
const PORTAL = numbered(5, 9);
const SITE = numbered(9, 10);
const STAND = numbered(10, 17);

describe('the public pages', () => {
  let office;
  let browser;

  before(async () => {
    office = await startDemo();
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await office?.stop();
  });

  for (const lang of LANGUAGES) {
    describe(`in ${lang}`, () => {
      const wrong = [];
      let pages = [];

      // One walk; each promise below then answers for itself, and names every page that breaks it.
      before(async () => {
        const page = await openPage(browser, { lang: lang === 'ru' ? 'ru-RU' : 'en-GB' });
        const note = async (promise, address, check) => {
          try {
            await check();
          } catch (error) {
            wrong.push({ promise, told: `${address}\n${error.message}` });
          }
        };
        const plain = async (address) => {
          const answer = await fetchPlain(address);
          await note('open', address, () => assertOpen(answer));
          return answer;
        };
        try {
          pages = await crawl(page, [`${office.address}/${lang}`], {
            isPage: async (address) => {
              const answer = await plain(address);
              return answer.status === 200 && answer.type === 'text/html' && belongs(address, lang);
            },
            fetchOnly: async () => {},
            see: async (_, address) => {
              await note('language', address, () => assertLanguage(page, lang));
              await note('heading', address, () => assertOneHeading(page));
              await note('axe', address, () => assertAccessible(page));
              await note('narrow', address, () => assertNoSidewaysScroll(page));
              await note('quiet', address, () => {
                assert.deepEqual(page.complaints.splice(0), []);
              });
            },
          });
        } finally {
          await closePage(page);
        }
      });

      const promises = {
        open: 'answer 200 without a cookie to whoever asks (REQ-8)',
        language: `say that they are in ${lang}`,
        heading: 'have one main heading and a title',
        axe: 'break no rule of accessibility',
        narrow: 'need no sideways scroll at 320 px',
        quiet: 'cause no error in the browser',
      };
      for (const [promise, told] of Object.entries(promises)) {
        it(`the pages ${told}`, () => {
          assert.ok(pages.length > 0, 'no page was seen');
          const broken = wrong.filter((entry) => entry.promise === promise);
          assert.equal(broken.length, 0, broken.map((entry) => entry.told).join('\n\n'));
        });
      }

      it('each service has items 5.1-5.9 (REQ-5)', async () => {
        const services = pages.filter((address) =>
          /^\/(ru|en)\/services\/[^/]+$/.test(new URL(address).pathname),
        );
        await assertItemsOn(services, PORTAL, `${lang}-service`);
      });

      it('each regional site has items 9.1-9.10 (REQ-9)', async () => {
        const sites = await pagesWith('9.1');
        await assertItemsOn(sites, SITE, `${lang}-site`);
        for (const site of sites) {
          assert.match(new URL(site).pathname, /^\/(ru|en)\/[^/]+$/, 'a site is /{lang}/{region}');
        }
      });

      it('each stand has items 10.1-10.17 (REQ-10)', async () => {
        const stands = pages.filter((address) => new URL(address).pathname.startsWith('/stand/'));
        await assertItemsOn(stands, STAND, `${lang}-stand`);
      });

      it('without script the start page says the same', async () => {
        const address = `${office.address}/${lang}`;
        const [without, with_] = [
          await openPage(browser, { js: false }),
          await openPage(browser, { js: true }),
        ];
        await visit(without, address);
        await visit(with_, address);
        const words = (page) => page.locator('main').innerText();
        assert.equal(await words(without), await words(with_));
        await shoot(without, `${lang}-start`);
        await closePage(without);
        await closePage(with_);
      });

      async function pagesWith(item) {
        const page = await openPage(browser);
        const found = [];
        for (const address of pages) {
          await visit(page, address);
          if ((await itemsShown(page, [item])).length > 0) found.push(address);
        }
        await closePage(page);
        return found;
      }

      async function assertItemsOn(addresses, items, name) {
        assert.ok(addresses.length > 0, `no link from /${lang} leads to such a page`);
        const page = await openPage(browser, { js: false });
        for (const address of addresses) {
          await visit(page, address);
          assert.deepEqual(await itemsShown(page, items), items, address);
        }
        await shoot(page, name);
        await closePage(page);
      }
    });
  }
});

function assertOpen(answer) {
  assert.equal(answer.status, 200, `status ${answer.status}`);
  assert.deepEqual(answer.cookies, []);
}

/** The walk stays with the pages of its language; every other link is only opened. */
function belongs(address, lang) {
  const url = new URL(address);
  const first = url.pathname.split('/')[1];
  return first === 'stand' ? url.searchParams.get('lang') === lang : first === lang;
}

async function assertLanguage(page, lang) {
  assert.equal(await page.getAttribute('html', 'lang'), lang);
}

async function assertOneHeading(page) {
  assert.equal(await page.locator('h1').count(), 1, 'number of h1');
  assert.notEqual((await page.title()).trim(), '', 'title');
}
