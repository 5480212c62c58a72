// A stand-in that speaks as `okno demo` does, for the tests of the harness itself:
// a few pages, good and bad, and the lines with address and log-ins.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const page = (lang, title, body, head = '') => `<!doctype html><html lang="${lang}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>${head}</head><body>${body}</body></html>`;

const good = page(
  'ru',
  'Окно',
  `<main><h1>Окно</h1><p data-item="5.1 10.6">Документы</p><p data-item="5.2"></p>
<p data-item="5.3" hidden>Срок</p><ul><li><a id="next" href="/ru/next#top">Дальше</a></li>
<li><a href="/ru/slot/17">17</a></li><li><a href="/ru/slot/18">18</a></li>
<li><a href="https://example.org/">Не наше</a></li><li><a href="/file.ics">Календарь</a></li></ul>
<p id="script">без скрипта</p></main>`,
  '<script src="/app.js"></script><style>li a{display:inline-block;padding:8px}</style>',
);
const bad = page(
  'ru',
  'Плохая',
  `<h1>Плохая</h1><p>Слова вне разметки</p><img src="/none.png"><div id="wide" class="wide">Широко</div>
<a id="unseen" href="/ru">Не видно, где фокус</a>`,
  '<style>.wide{width:900px}#unseen:focus{outline:none}</style>',
);

const answers = {
  '/ru': { body: good },
  '/ru/next': { body: page('ru', 'Дальше', '<main><h1>Дальше</h1><a href="/ru">Назад</a></main>') },
  '/ru/bad': { body: bad, headers: { 'set-cookie': 'a=b' } },
  '/ru/away': { status: 303, body: '', headers: { location: '/ru' } },
  '/app.js': {
    type: 'text/javascript',
    body: "addEventListener('load',()=>{document.getElementById('script').textContent='со скриптом'})",
  },
  '/favicon.ico': { status: 204, body: '' },
  '/file.ics': { type: 'text/calendar', body: 'BEGIN:VCALENDAR' },
};

const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://a').pathname;
  const slot = path.startsWith('/ru/slot/') && { body: page('ru', path, `<main><h1>${path}</h1></main>`) };
  const { status = 200, type = 'text/html', body, headers = {} } =
    answers[path] ?? (slot || { status: 404, body: 'нет' });
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self'",
    ...headers,
  });
  response.end(body);
});

const data = process.argv[process.argv.indexOf('--data') + 1];
writeFileSync(join(data, 'proof'), 'here');
if (process.argv.includes('--fail')) {
  console.error('cannot open the database');
  process.exit(3);
}
server.listen(0, '127.0.0.1', () => {
  console.log('login head head@office.example один пароль');
  console.log('login window w5 secret');
  console.log(`data ${data}`);
  console.log(`address http://127.0.0.1:${server.address().port}`);
});
