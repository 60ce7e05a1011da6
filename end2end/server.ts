// Starts the portal on fresh demo data for one run, and fails the run if the server panicked.

import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '..');
/** `JISO_BIN=target/debug/jiso` runs the specs against the unoptimised server. */
export const binary = resolve(root, process.env.JISO_BIN ?? 'target/release/jiso');

const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 10_000;

/** A server on a data folder of its own. */
export interface Running {
  url: string;
  /** What it has printed so far. */
  said: () => string;
  /** Ends it; fails where it panicked, or had ended by itself. */
  stop: () => Promise<void>;
}

export default async function start(): Promise<(() => Promise<void>) | void> {
  if (process.env.JISO_URL) {
    console.log(`Using the server at ${process.env.JISO_URL}; its log is not looked at.`);
    return;
  }
  const { url, stop } = await run('server', ['--demo']);
  process.env.JISO_URL = url;
  return stop;
}

/** Starts a server whose log is `<name>.log`. */
export async function run(name: string, options: string[]): Promise<Running> {
  if (!existsSync(binary)) {
    throw new Error(`${binary} is not there: run \`make e2e\`, which builds it`);
  }

  const log = join(here, `test-results/${name}.log`);
  const data = mkdtempSync(join(tmpdir(), 'jiso-e2e-'));
  const listen = `127.0.0.1:${await freePort()}`;
  mkdirSync(dirname(log), { recursive: true });
  const out = createWriteStream(log);
  const server = spawn(binary, ['serve', ...options, '--listen', listen, '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, RUST_BACKTRACE: '1' },
  });
  let said = '';
  server.stdout.on('data', (part: Buffer) => (said += part.toString()));
  server.stdout.pipe(out, { end: false });
  server.stderr.pipe(out, { end: false });

  const url = `http://${listen}`;
  try {
    await answers(server, url);
  } catch (error) {
    await stop(server);
    rmSync(data, { recursive: true, force: true });
    throw new Error(`${(error as Error).message}\n${tail(log)}`);
  }

  const end = async (): Promise<void> => {
    const diedBefore = server.exitCode !== null || server.signalCode !== null;
    await stop(server);
    await new Promise((done) => out.end(done));
    rmSync(data, { recursive: true, force: true });
    const panics = readFileSync(log, 'utf8').split('\n').filter((line) => line.includes('panicked at'));
    if (panics.length > 0) {
      throw new Error(`The server panicked ${panics.length} times (end2end/test-results/${name}.log):\n${panics.slice(0, 5).join('\n')}`);
    }
    if (diedBefore) {
      throw new Error(`The server ended during the run:\n${tail(log)}`);
    }
  };
  return { url, said: () => said, stop: end };
}

/** The one-time link for the first administrator, which a server prints that starts on nothing. */
export function firstLink({ said, url }: Running): string {
  const secret = /\/setup\/(\S+)/.exec(said())?.[1];
  if (!secret) throw new Error(`The server at ${url} has printed no link for the first administrator:\n${said()}`);
  return `${url}/setup/${secret}`;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

async function answers(server: ChildProcess, url: string): Promise<void> {
  let startError: Error | undefined;
  server.once('error', (error) => (startError = error));
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until) {
    if (startError) throw new Error(`The server did not start: ${startError.message}`);
    if (server.exitCode !== null) throw new Error(`The server ended with code ${server.exitCode} while starting:`);
    const reply = await fetch(`${url}/health`).catch(() => undefined);
    if (reply?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`The server's /health was not well within ${STARTS_WITHIN_MS / 1000} s:`);
}

/** Asks first; a server that does not stop by itself is ended. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  const force = setTimeout(() => server.kill('SIGKILL'), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(force);
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-30).join('\n') : '';
}
