// The fingerprint of tests/fingerprint/mod.rs, of timelines that a page or Node.js simulates.

import type { Timeline } from '../../pkg/cvsp.js';

/** FNV-1a over a line for each span, its 64 bits in two halves: the prime is 2^40 + 0x1b3. */
export function fingerprint(simulate: (scenario: object) => Timeline, scenarios: readonly object[]): string {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const scenario of scenarios) {
    const { kinds, start, end, kind, task, slot, executor } = simulate(scenario);
    for (let span = 0; span < task.length; span++) {
      const [from, to] = [start, end].map((times) => Math.round(times[span]! * 1000));
      const line = `${from} ${to} ${kinds[kind[span]!]} ${task[span]} ${slot[span]} ${executor[span]}\n`;
      for (let place = 0; place < line.length; place++) {
        low = (low ^ line.charCodeAt(place)) >>> 0;
        const product = low * 0x1b3;
        high = (Math.imul(high, 0x1b3) + (low << 8) + Math.floor(product / 2 ** 32)) >>> 0;
        low = product >>> 0;
      }
    }
  }
  return `${[high, low].map((half) => half.toString(16).padStart(8, '0')).join('')}\n`;
}
