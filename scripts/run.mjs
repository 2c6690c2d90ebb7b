// What every script here needs: to say what it is doing, to run commands, and to leave none of them behind.

import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** An error that the user can mend: its message is all that is shown of it. */
export class UserError extends Error {}

export function headline(text) {
  const bold = process.stdout.isTTY ? ['\x1b[1m', '\x1b[0m'] : ['', ''];
  console.log(`\n${bold[0]}── ${text}${bold[1]}`);
}

const running = new Set();

/** Runs a command in the repository, and resolves with whether it succeeded, and with all that it has written. */
export function execute(command, args, { env = {}, stdio = 'pipe' } = {}) {
  return new Promise((resolve, reject) => {
    // A process group of its own, so that a signal can be passed on to all that the command has started.
    const options = { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', stdio, stdio], detached: true };
    const child = spawn(command, args, options);
    const output = [];
    const all = [];
    child.stdout?.setEncoding('utf8').on('data', (text) => output.push(text) && all.push(text));
    child.stderr?.setEncoding('utf8').on('data', (text) => all.push(text));
    running.add(child);
    child.on('error', ({ code, message }) => {
      running.delete(child);
      reject(new UserError(code === 'ENOENT' ? `${command} is not installed, or not in the PATH.` : message));
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      const end = `${[command, ...args].join(' ')}: ${signal ? `ended by ${signal}` : `exit code ${code}`}`;
      resolve({ ok: code === 0, end, output: output.join(''), written: all.join('') });
    });
  });
}

/** Runs a command, shows what it writes unless it is `quiet`, and resolves with its standard output when it succeeded. */
export async function run(command, args, { env, quiet = false } = {}) {
  const { ok, end, output, written } = await execute(command, args, { env, stdio: quiet ? 'pipe' : 'inherit' });
  if (!ok) throw new UserError(written + end);
  return output;
}

/** Runs a script from start to end: its errors are told, and Ctrl-C or SIGTERM end it with all that it has started. */
export async function main(script) {
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })) {
    process.on(signal, () => {
      for (const child of running) {
        try {
          process.kill(-child.pid, signal);
        } catch {
          // It has ended by itself.
        }
      }
      process.exit(128 + number);
    });
  }
  try {
    await script();
  } catch (error) {
    console.error(`\n${error instanceof UserError ? error.message : error.stack}`);
    process.exitCode = 1;
  }
}
