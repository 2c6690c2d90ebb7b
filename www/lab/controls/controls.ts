import { create, createButton, createGroup } from '../../dom/create.ts';
import type { Scenario } from '../../run/scenario.ts';
import { duration } from '../../words/format.ts';
import { mix, type Shape, shapeOf, workOf } from '../state/mix.ts';
import { type Plane, type Point, placeOf } from '../state/plane.ts';
import { keyOf, moveTo, pointOf, STRATEGY_KEYS, type StrategyKey, withStrategy } from '../state/strategies.ts';
import { sayLab } from '../strings.ts';

/** Takes the scenario that a control has made of the one of now. `isRepeated` is true where more of the kind will come. */
export type Change = (change: (scenario: Scenario) => Scenario, isRepeated?: boolean) => void;

/** A control beside the map, which shows the scenario of now. */
export interface Control {
  readonly element: HTMLElement;
  show(scenario: Scenario): void;
}

/** Creates the buttons by which the program moves a column, or a row, at a time. */
export function createSteppers(change: Change, planeOf: () => Plane): Control {
  const kinds = [
    ['slots', sayLab('lab.inFlight')],
    ['executors', sayLab('lab.atOnce')],
  ] as const;
  const steppers = kinds.map(([kind, what]) => {
    const count = create('output', '', '');
    const button = (by: number, sign: string, label: string) => {
      const element = createButton('lab-step', sign);
      element.ariaPressed = null;
      element.ariaLabel = label;
      element.addEventListener('click', () => change((scenario) => step(scenario, planeOf(), kind, by), true));
      return element;
    };
    const fewer = button(-1, '−', sayLab('lab.fewer', { what }));
    const more = button(1, '+', sayLab('lab.more', { what }));
    const element = createGroup('lab-stepper', what, create('span', 'lab-what', what), fewer, count, more);
    const show = (point: Point) => {
      count.textContent = String(point[kind]);
    };
    return { element, show };
  });
  return {
    element: create('div', 'lab-steppers', ...steppers.map(({ element }) => element)),
    show(scenario) {
      for (const { show } of steppers) show(pointOf(scenario));
    },
  };
}

function step(scenario: Scenario, { axis }: Plane, kind: keyof Point, by: number): Scenario {
  const point = pointOf(scenario);
  const next = axis[placeOf(axis, point[kind]) + by];
  if (next === undefined) return scenario;
  // With fewer in flight, fewer can be at once; and more at once need more in flight.
  const [slots, executors] =
    kind === 'slots' ? [next, Math.min(point.executors, next)] : [Math.max(point.slots, next), next];
  return moveTo(scenario, { slots, executors });
}

/** Creates the buttons that choose a strategy, each with the time that it takes under the bounds of now. */
export function createStrategies(change: Change): Control & {
  tell(times: Readonly<Partial<Record<StrategyKey, number>>>): void;
} {
  const buttons = STRATEGY_KEYS.map((key) => {
    const time = create('span', 'lab-time');
    const button = createButton('lab-strategy', create('span', '', sayLab(`lab.strategy.${key}`)), time);
    button.addEventListener('click', () => change((scenario) => withStrategy(scenario, key)));
    return { key, button, time };
  });
  return {
    element: createGroup('lab-strategies', sayLab('lab.strategies'), ...buttons.map(({ button }) => button)),
    show(scenario) {
      for (const { key, button } of buttons) button.ariaPressed = String(key === keyOf(scenario));
    },
    tell(times) {
      for (const { key, time } of buttons) {
        const milliseconds = times[key];
        time.textContent = milliseconds === undefined ? '' : duration(milliseconds);
      }
    },
  };
}

/** Creates the slider from all waiting to all work. A list of tasks has no ranges to turn. */
export function createMix(change: Change): Control {
  const input = document.createElement('input');
  Object.assign(input, { type: 'range', min: '0', max: '100', step: '1' });
  input.ariaLabel = sayLab('lab.mix');
  /** The proportions stay while a reader slides, also where all is waiting and nothing of the work is left. */
  let shape: Shape | undefined;
  /** What the slider has made: any other scenario has proportions of its own. */
  let made: string | undefined;
  const key = ({ load, render }: Scenario) => JSON.stringify([load, render]);
  input.addEventListener('input', () =>
    change((scenario) => {
      if (!shape || key(scenario) !== made) shape = shapeOf(scenario);
      const mixed = { ...scenario, ...mix(scenario, shape, Number(input.value) / 100) };
      made = key(mixed);
      return mixed;
    }, true),
  );
  const ends = [sayLab('lab.waiting'), sayLab('lab.work')].map((text) => create('span', '', text));
  return {
    element: create('div', 'lab-mix', ends[0]!, input, ends[1]!),
    show({ load = 0, render = 0, tasks }) {
      input.disabled = tasks !== undefined;
      const percent = String(Math.round(workOf({ load, render }) * 100));
      if (input.value !== percent) input.value = percent;
    },
  };
}
