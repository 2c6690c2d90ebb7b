// node scripts/advisories.mjs: what is known of faults in the packages that are used. Each source needs its own server; one
// that does not answer is told of, since not asked is not none found. Exit code 1: faults are known. 2: not all were asked.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { headline, main, root } from './run.mjs';

/** The commands that ask, and how many faults an answer tells of: undefined where it is none. */
const SOURCES = {
  'npm audit': ({ metadata }) => metadata?.vulnerabilities?.total,
  'cargo audit': ({ vulnerabilities }) => vulnerabilities?.count,
};

/** What a source says of itself, from how its command ended: `faults` is undefined where it was not asked. */
export function answerOf(name, { stdout, stderr, error }) {
  const why = (text) => text?.trim().split('\n')[0] || 'no answer';
  let answer;
  try {
    answer = JSON.parse(stdout ?? '');
  } catch {
    return { name, faults: undefined, text: `not asked: ${why(error?.message ?? stderr)}` };
  }
  const faults = SOURCES[name](answer);
  if (faults === undefined) return { name, faults, text: `not asked: ${why(answer.message)}` };
  return { name, faults, text: faults === 0 ? 'none known' : `${faults} known: ${name} lists them` };
}

/** Asks all sources, prints what they say, and returns the exit code. */
export function checkAdvisories() {
  const answers = Object.keys(SOURCES).map((name) => {
    const [program, command] = name.split(' ');
    return answerOf(name, spawnSync(program, [command, '--json'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }));
  });
  for (const { name, text } of answers) console.log(`${name.padEnd(14)}${text}`);
  if (answers.some(({ faults }) => faults > 0)) return 1;
  return answers.some(({ faults }) => faults === undefined) ? 2 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    headline('Known faults');
    process.exitCode = checkAdvisories();
  });
}
