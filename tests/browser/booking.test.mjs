// A person books: without script, without mouse, in both languages, on a narrow phone.
// REQ-A15, REQ-A12, REQ-A24, REQ-A10.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import {
  NARROW,
  assertAccessible,
  assertNoSidewaysScroll,
  closePage,
  keyboard,
  openPage as open,
  shoot,
  startBrowser,
  startDemo,
  visit,
} from './harness.mjs';

const LANGUAGES = ['ru', 'en'];
const WORDS = {
  ru: { booked: 'Вы записаны', error: 'Ошибка', lost: 'Это время заняли', own: 'У вас уже есть запись', cancelled: 'Запись отменена' },
  en: { booked: 'You are booked', error: 'Error', lost: 'That time has been taken', own: 'You already have an appointment', cancelled: 'The appointment is cancelled' },
};
let people = 0;

/** A page that does not glide: a click is to land where it is aimed. */
const openPage = (browser, options = {}) => open(browser, { reducedMotion: 'reduce', ...options });

/** What the page complains of, besides answers that are refusals on purpose. */
const complaints = (page) => page.complaints.filter((told) => !/status of 4(09|22)/.test(told));

/** Somebody with a passport that nobody else has. */
function somebody() {
  people += 1;
  const number = String(Date.now() % 100000).padStart(5, '0') + (people % 10);
  return {
    surname: 'Петрова',
    given_name: 'Анна',
    patronymic: 'Ивановна',
    'birth_date-day': '14',
    'birth_date-month': '3',
    'birth_date-year': '1985',
    document_number: `45 ${String(10 + people).padStart(2, '0')} № ${number}`,
  };
}

describe('booking', () => {
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

  const address = (path) => `${office.address}${path}`;
  const press = (page, selector) =>
    Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click(selector)]);
  const submit = (page) => press(page, 'main form:has(button) button');

  /** The way to the page that asks who comes, with the first free time. */
  async function toWho(page, lang, region = '77') {
    await visit(page, address(`/${lang}/book`));
    await page.selectOption('#region', region);
    await page.check('#service');
    await submit(page);
    await press(page, '#offices a.btn');
    await submit(page);
  }

  async function fill(page, person) {
    for (const [name, value] of Object.entries(person)) {
      await page.fill(`[name="${name}"]`, value);
    }
  }

  async function books(page, lang, person = somebody()) {
    await toWho(page, lang);
    await fill(page, person);
    await submit(page);
    await submit(page);
    return person;
  }

  const heading = (page) => page.textContent('h1');

  for (const lang of LANGUAGES) {
    describe(`in ${lang}`, () => {
      it('leads through four pages to a receipt, without script, each page in order on a phone', async () => {
        const page = await openPage(browser, { js: false, size: NARROW, lang: lang === 'ru' ? 'ru-RU' : 'en-GB' });
        const look = async (name) => {
          await assertNoSidewaysScroll(page);
          await shoot(page, `booking-${lang}-320-${name}`);
        };
        await visit(page, address(`/${lang}/book`));
        await look('1-choose');
        await page.selectOption('#region', '77');
        await page.check('#service');
        await submit(page);
        await look('1-offices');
        await press(page, '#offices a.btn');
        await look('2-times');
        await submit(page);
        await look('3-who');
        await fill(page, somebody());
        await submit(page);
        await look('4-check');
        await submit(page);
        assert.match(await heading(page), new RegExp(WORDS[lang].booked));
        await look('5-receipt');
        assert.deepEqual(complaints(page), []);
        await closePage(page);
      });

      it('keeps every answer when something is wrong, and names it', async () => {
        const page = await openPage(browser, { js: false });
        await toWho(page, lang);
        await fill(page, { ...somebody(), surname: 'Петровa', document_number: '4510 12345', email: 'anna@example.org' });
        await submit(page);
        assert.match(await page.title(), new RegExp(`^${WORDS[lang].error}: `));
        assert.equal(await page.inputValue('#surname'), 'Петровa');
        assert.equal(await page.inputValue('#email'), 'anna@example.org');
        assert.equal(await page.locator('.summary-error a').count(), 2);
        await page.click('.summary-error a >> nth=0');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'surname');
        await shoot(page, `booking-${lang}-1280-mistakes`);
        await closePage(page);
      });

      it('has no barrier that a program can find, on any page', async () => {
        const page = await openPage(browser);
        const check = async (name) => {
          await assertAccessible(page);
          await assertNoSidewaysScroll(page);
          await shoot(page, `booking-${lang}-1280-${name}`);
        };
        await visit(page, address(`/${lang}/book`));
        await check('1-choose');
        await page.selectOption('#region', '77');
        await page.check('#service');
        await submit(page);
        await check('1-offices');
        await press(page, '#offices a.btn');
        await check('2-times');
        const calendar = page.url();
        await visit(page, `${calendar.split('#')[0]}?view=list`);
        await check('2-list');
        await visit(page, calendar);
        await submit(page);
        await check('3-who');
        await submit(page);
        await check('3-empty');
        await fill(page, somebody());
        await submit(page);
        await check('4-check');
        await submit(page);
        await check('5-receipt');
        await press(page, 'a[href*="/move?"]');
        await check('6-move');
        await page.goBack();
        await press(page, 'a[href*="/cancel?"]');
        await check('7-cancel');
        await submit(page);
        assert.match(await heading(page), new RegExp(WORDS[lang].cancelled));
        await check('8-cancelled');
        await visit(page, address(`/${lang}/appointment`));
        await check('9-look-up');
        assert.deepEqual(complaints(page), []);
        await closePage(page);
      });

      it('shows the appointment that a person has, instead of an error', async () => {
        const page = await openPage(browser, { js: false });
        const person = await books(page, lang);
        await toWho(page, lang);
        await fill(page, person);
        await submit(page);
        assert.match(await heading(page), new RegExp(WORDS[lang].own));
        await shoot(page, `booking-${lang}-1280-own`);
        await closePage(page);
      });
    });
  }

  it('is done with the keyboard alone, without script', async () => {
    const page = await openPage(browser, { js: false });
    const keys = keyboard(page);
    await visit(page, address('/ru/book?region=77&service=passport-5'));
    await keys.tabTo('#offices a.btn', { most: 40 });
    await keys.go();
    // Past the header by its skip link, then straight to the times.
    await keys.press('Tab');
    await keys.press('Enter');
    await keys.tabTo('a[href="#times"]', { most: 4 });
    await keys.press('Enter');
    const tabs = await keys.tabTo('input[name="slot"]', { most: 3 });
    assert.ok(tabs <= 3);
    await keys.press('ArrowDown');
    await keys.press('ArrowUp');
    await keys.tabTo('main form button');
    await keys.go();
    for (const [name, value] of Object.entries(somebody())) {
      await keys.tabTo(`[name="${name}"]`);
      await keys.type(value);
    }
    await keys.tabTo('main form button');
    await keys.go();
    await keys.tabTo('main form button');
    await keys.go();
    assert.match(await heading(page), /Вы записаны/);
    await closePage(page);
  });

  it('gives the last place to one of two, and the other the next times with the answers kept', async () => {
    const [one, two] = await Promise.all([openPage(browser, { js: false }), openPage(browser, { js: false })]);
    await toWho(one, 'ru');
    const [where] = [one.url()];
    // Everybody asks for the same time until it is full.
    await visit(two, where);
    let lost = false;
    for (let tries = 0; tries < 12 && !lost; tries += 1) {
      await visit(two, where);
      await fill(two, somebody());
      await submit(two);
      lost = (await heading(two)).includes(WORDS.ru.lost);
    }
    assert.ok(lost, 'the time never filled up');
    await shoot(two, 'booking-ru-1280-lost');
    await assertNoSidewaysScroll(two);
    await submit(two);
    assert.match(await two.textContent('main'), /Вы ещё не записаны/);
    assert.match(await two.textContent('main'), /ПЕТРОВА АННА ИВАНОВНА/);
    await closePage(one);
    await closePage(two);
  });

  it('finds a mistyped reference by its check character', async () => {
    const page = await openPage(browser, { js: false });
    await books(page, 'ru');
    const reference = new URL(page.url()).pathname.split('/').at(-1);
    const find = async (text) => {
      await visit(page, address('/ru/appointment'));
      await fill(page, { reference: text, 'birth_date-day': '14.03.1985' });
      await submit(page);
    };
    const last = reference.at(-1) === 'A' ? 'B' : 'A';
    await find(reference.slice(0, -1) + last);
    assert.match(await page.textContent('.err'), /опечатка/);
    await find(reference.toLowerCase().replaceAll('-', ' '));
    assert.match(await heading(page), /Вы записаны/);
    await closePage(page);
  });
});
