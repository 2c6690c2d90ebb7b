/**
 * Is the script of a worker on the reader's machine. One has the timers and hands out what is to be rendered: it does that
 * itself, or has others do it, so that the page is never held.
 */

import { compute, findLimits, findPace, timer } from './busy.ts';
import type { Ask, Message, Rendered, Role } from './messages.ts';
import type { Note } from './recording.ts';

type Render = (milliseconds: number) => Rendered | Promise<Rendered & { readonly renderer: number }>;

/** Ends a run that takes longer, in milliseconds, whatever the reason. */
const DEADLINE = 6000;

addEventListener('message', ({ data, ports }: MessageEvent<Role>) => {
  if (data === 'render') serve(ports[0]!);
  else run(data, ports).catch((error) => send({ failed: String(error) }));
});

async function run({ tiles, slots }: Exclude<Role, 'render'>, ports: readonly MessagePort[]): Promise<void> {
  setTimeout(() => send({ failed: `it took longer than ${DEADLINE / 1000} s, and was ended` }), DEADLINE);
  const pace = findPace();
  const limits = await findLimits();
  const render = ports.length > 0 ? await connect(ports, pace) : (milliseconds: number) => rendered(milliseconds, pace);
  const notes: Note[] = [];
  let next = 0;
  const takeAll = async (slot: number) => {
    while (next < tiles.length) {
      const tile = next++;
      const { load, render: work } = tiles[tile]!;
      const begin = now();
      if (load > 0) await timer(load);
      const loaded = now();
      const answer = render(work);
      const done = { renderer: 0, ...(answer instanceof Promise ? await answer : answer) };
      notes.push({ tile, slot, begin, loaded, ...done });
      send({ finished: notes.length });
    }
  };
  await Promise.all(Array.from({ length: slots }, (_, slot) => takeAll(slot)));
  send({ outcome: { notes, limits } });
}

/** Has other threads render, each what has waited for longest, once all of them listen. */
async function connect(ports: readonly MessagePort[], pace: number): Promise<Render> {
  await Promise.all(ports.map((port) => ask(port, { pace })));
  const free = [...ports.keys()];
  const waiting: ((renderer: number) => void)[] = [];
  return async (render) => {
    const renderer = free.shift() ?? (await new Promise<number>((take) => waiting.push(take)));
    const done = await ask(ports[renderer]!, { render });
    const take = waiting.shift();
    if (take) take(renderer);
    else free.push(renderer);
    return { ...done, renderer };
  };
}

function ask(port: MessagePort, question: Ask): Promise<Rendered> {
  return new Promise((answer) => {
    port.onmessage = ({ data }: MessageEvent<Rendered>) => answer(data);
    port.postMessage(question);
  });
}

function serve(port: MessagePort): void {
  let pace = 0;
  port.onmessage = ({ data }: MessageEvent<Ask>) => {
    // An engine runs code faster once it has run for a while.
    if ('pace' in data) pace = data.pace;
    port.postMessage(rendered('pace' in data ? 20 : data.render, pace));
  };
}

function rendered(milliseconds: number, pace: number): Rendered {
  const from = now();
  compute(milliseconds, pace);
  return { from, until: now() };
}

/** Tells the time by a clock that workers share. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function send(message: Message): void {
  postMessage(message);
}
