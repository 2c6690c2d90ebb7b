import { presets } from '../page/presets.ts';
import { duration } from '../words/format.ts';
import { labLinkOf } from './lab-links.ts';

/** Numbers of tiles under way, and at once: each is twice the one before. */
export const COUNTS = [1, 2, 4, 8, 16];

/** Less than this part of a run cannot be seen, so that it counts as nothing. */
const NOTHING = 0.005;

/** Gives the makespan of a cell in milliseconds; nothing where there is no such cell. */
export type TimeOf = (underWay: number, atOnce: number) => number | undefined;

/** Tells what a cell's run takes, and what its neighbours to the right and above would save. */
export function sentenceOf(timeOf: TimeOf, underWay: number, atOnce: number): string {
  const time = timeOf(underWay, atOnce)!;
  const told = `${underWay} under way, ${atOnce} at once: ${duration(time)}.`;
  const neighbours = [
    ['under way', timeOf(2 * underWay, atOnce)],
    ['at once', timeOf(underWay, 2 * atOnce)],
  ] as const;
  const savings = neighbours.flatMap(([what, then]) => {
    if (then === undefined) return [];
    return [[what, time - then < time * NOTHING ? 'nothing' : duration(time - then)] as const];
  });
  if (savings.length === 0) return told;
  const words = savings.map(([what, saved], i) => `${what} ${i === 0 ? 'save ' : ''}${saved}`);
  return `${told} Twice as many ${words.join(', ')}.`;
}

/** Lets a reader choose a cell of the map by a tap, a click or the arrow keys; a sentence tells of it. */
export function enlivenPlane(figure: HTMLElement): void {
  const cells = new Map([...figure.querySelectorAll('button')].map((cell) => [cell.dataset['at']!, cell] as const));
  const cellAt = (underWay: number, atOnce: number) => cells.get(`${underWay} ${atOnce}`);
  const timeOf: TimeOf = (...at) => {
    const cell = cellAt(...at);
    return cell && Number(cell.value);
  };
  const told = figure.querySelector('output')!;
  const link = figure.querySelector<HTMLAnchorElement>('.lab')!;
  const choose = (chosen: HTMLButtonElement) => {
    for (const cell of cells.values()) {
      cell.ariaPressed = String(cell === chosen);
      cell.tabIndex = cell === chosen ? 0 : -1;
    }
    const [underWay, atOnce] = placeOf(chosen);
    told.textContent = sentenceOf(timeOf, underWay, atOnce);
    const program = atOnce === 1 ? { strategy: 'coroutines' as const } : { cores: atOnce };
    link.href = labLinkOf([{ ...presets['all-ideal-right']!, ...program, limit: underWay }]);
  };
  for (const cell of cells.values()) {
    const [underWay, atOnce] = placeOf(cell);
    cell.ariaLabel = `${underWay} under way, ${atOnce} at once: ${duration(Number(cell.value))}`;
    cell.addEventListener('click', () => choose(cell));
    cell.addEventListener('keydown', (event) => {
      const to = {
        ArrowRight: cellAt(2 * underWay, atOnce),
        ArrowLeft: cellAt(underWay / 2, atOnce),
        ArrowUp: cellAt(underWay, 2 * atOnce),
        ArrowDown: cellAt(underWay, atOnce / 2),
      }[event.key];
      if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      choose(to);
      to.focus();
    });
  }
  choose(figure.querySelector<HTMLButtonElement>('[aria-pressed="true"]')!);
}

function placeOf(cell: HTMLElement): [underWay: number, atOnce: number] {
  const [underWay, atOnce] = cell.dataset['at']!.split(' ').map(Number) as [number, number];
  return [underWay, atOnce];
}
