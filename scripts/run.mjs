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

/**
 * Runs a command in the repository and resolves when it succeeded. With `quiet`, what it writes is not shown: it
 * resolves with its standard output, and fails with its standard error.
 */
export function run(command, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', ...(quiet ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
      // A process group of its own, so that a signal can be passed on to all that the command has started.
      detached: true,
    });
    const output = collect(child.stdout);
    const errors = collect(child.stderr);
    running.add(child);
    child.on('error', (error) => {
      running.delete(child);
      reject(error.code === 'ENOENT' ? new UserError(`${command} is not installed, or not in the PATH.`) : error);
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      const end = signal ? `ended by ${signal}` : `exit code ${code}`;
      if (code === 0) resolve(output.join(''));
      else reject(new UserError(`${errors.join('')}${[command, ...args].join(' ')}: ${end}`));
    });
  });
}

function collect(stream) {
  const chunks = [];
  stream?.setEncoding('utf8').on('data', (chunk) => chunks.push(chunk));
  return chunks;
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
