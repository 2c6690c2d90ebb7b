import { createButton } from '../../dom/create.ts';
import { canRaise, raise } from '../../dom/top-layer.ts';
import type { Player } from '../../group/player.ts';
import { STRATEGY_KEYS, type StrategyKey } from '../state/strategies.ts';
import { sayLab } from '../strings.ts';

/** How many pixels wide and high a lab is on the stage: they are larger on a larger screen, so that a hall can read it. */
const [WIDTH, HEIGHT] = [1200, 760];

/** How much room words and buttons take above and below a figure there, and how wide the figure is at least, in the same pixels. */
const [ABOVE, LEAST] = [500, 220];

/** Do what a presenter's keys say. */
export interface StageHands {
  choose(strategy: StrategyKey): void;
  player(): Player | undefined;
}

/** Creates the button that shows a lab on the whole screen, where the browser can show anything so; `f` does it, too. */
export function createStage(lab: HTMLElement, hands: StageHands): HTMLButtonElement {
  const button = createButton('lab-button', sayLab('lab.stage'));
  button.title = `${sayLab('lab.stage')} (f)`;
  button.hidden = !canRaise();
  let standing: AbortController | undefined;
  const toggle = () => {
    if (standing) {
      standing.abort();
      return;
    }
    standing = new AbortController();
    button.ariaPressed = 'true';
    standing.signal.addEventListener('abort', () => {
      standing = undefined;
      button.ariaPressed = 'false';
    });
    enter(lab, standing, hands);
  };
  button.addEventListener('click', toggle);
  lab.addEventListener('keydown', (event) => {
    if (event.key !== 'f' || hasModifier(event) || isTyping(event.target as Element)) return;
    event.preventDefault();
    event.stopPropagation();
    toggle();
  });
  return button;
}

async function enter(lab: HTMLElement, standing: AbortController, hands: StageHands): Promise<void> {
  const { signal } = standing;
  await raise([lab], standing);
  if (signal.aborted) return;
  const fit = () => {
    const scale = Math.max(1, Math.min(innerWidth / WIDTH, innerHeight / HEIGHT));
    lab.style.setProperty('--scale', String(scale));
    lab.style.setProperty('--stage-width', `${Math.max(LEAST, innerHeight / scale - ABOVE)}px`);
  };
  lab.classList.add('lab-staged');
  fit();
  addEventListener('resize', fit, { signal });
  const onKey = (event: KeyboardEvent) => {
    // A figure of it may be on a stage of its own.
    if (lab.querySelector('[data-cvsp-stage]') || !handleKey(event, standing, hands)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener('keydown', onKey, { signal, capture: true });
  signal.addEventListener('abort', () => {
    lab.classList.remove('lab-staged');
    for (const name of ['--scale', '--stage-width']) lab.style.removeProperty(name);
  });
}

/** Does what a key says on the stage, and returns whether it says anything. */
function handleKey(event: KeyboardEvent, standing: AbortController, { choose, player }: StageHands): boolean {
  const { key } = event;
  const target = event.composedPath()[0] as Element;
  if (hasModifier(event)) return false;
  const strategy = STRATEGY_KEYS[Number(key) - 1];
  const isOn = key === 'PageDown' || key === 'ArrowRight';
  if (key === 'Escape') {
    standing.abort();
  } else if (isTyping(target)) {
    return false;
  } else if (strategy) {
    choose(strategy);
  } else if (isOn || key === 'PageUp' || key === 'ArrowLeft') {
    // The map, lines and rows of buttons have uses of their own for these keys, but a clicker's are for all.
    if (target.closest('[role=grid], [role=slider], .cvsp-dock') && !/^Page/.test(key)) return false;
    player()?.step(isOn ? 1 : -1);
  } else {
    return false;
  }
  return true;
}

function hasModifier({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

function isTyping(target: Element): boolean {
  return target.matches('input, select, textarea');
}
