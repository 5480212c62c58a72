// The demo office for one test file: a fresh folder, a free port, gone afterwards.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const builtBinary = resolve(here, '../../target/debug/okno');

// An unoptimised build fills its demo country in seconds; a busy machine takes longer.
const START_LIMIT = 180_000;
// A server that does not end by itself in this time holds on to something.
const STOP_LIMIT = 10_000;

/**
 * Starts `okno demo` and waits for the line `address http://…`.
 *
 * Answers `{ address, logins, login(role), said, stop() }`; a log-in is
 * `{ role, name, password }`, from a line `login ROLE NAME PASSWORD`.
 */
export async function startDemo({ program = process.env.OKNO_BIN ?? builtBinary, before = [] } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'okno-browser-'));
  const args = [...before, 'demo', '--listen', '127.0.0.1:0', '--data', data];
  const process_ = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const office = new Office(process_, data);
  try {
    await office.started();
  } catch (error) {
    await office.stop();
    throw error;
  }
  return office;
}

class Office {
  address = '';
  logins = [];
  said = [];
  #process;
  #data;
  #ended;

  constructor(process_, data) {
    this.#process = process_;
    this.#data = data;
    this.#ended = new Promise((end) => {
      process_.once('exit', (code, signal) => end(`exit ${code ?? signal}`));
      process_.once('error', (error) => end(error.message));
    });
    this.kill = () => process_.kill('SIGKILL');
    process.once('exit', this.kill);
  }

  async started() {
    const address = new Promise((found) => {
      for (const stream of [this.#process.stdout, this.#process.stderr]) {
        createInterface({ input: stream }).on('line', (line) => this.#read(line, found));
      }
    });
    let clock;
    const late = new Promise((end) => {
      clock = setTimeout(() => end(`no address after ${START_LIMIT / 1000} s`), START_LIMIT);
    });
    const why = await Promise.race([address, this.#ended, late]);
    clearTimeout(clock);
    if (!this.address) {
      throw new Error(`the demo did not start (${why}):\n${this.said.slice(-20).join('\n')}`);
    }
  }

  #read(line, found) {
    this.said.push(line);
    const [word, ...rest] = line.split(' ');
    if (word === 'login' && rest.length >= 3) {
      const [role, name, ...password] = rest;
      this.logins.push({ role, name, password: password.join(' ') });
    }
    if (word === 'address') {
      this.address = rest[0].replace(/\/$/, '');
      found();
    }
  }

  /** The first log-in of a role; a role the demo does not have is an error. */
  login(role) {
    const found = this.logins.find((login) => login.role === role);
    if (!found) {
      throw new Error(`the demo has no log-in for ${role}, only ${this.logins.map((l) => l.role)}`);
    }
    return found;
  }

  async stop() {
    process.removeListener('exit', this.kill);
    this.#process.kill('SIGTERM');
    const clock = setTimeout(this.kill, STOP_LIMIT);
    await this.#ended;
    clearTimeout(clock);
    rmSync(this.#data, { recursive: true, force: true });
  }
}
