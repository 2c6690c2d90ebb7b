import { create, createAlert, createButton } from '../dom/create.ts';
import { withPreset } from '../page/presets.ts';
import type { Scenario } from '../run/scenario.ts';
import type { Simulate } from '../run/simulator.ts';
import { duration } from '../words/format.ts';
import { createMix, createSteppers, createStrategies } from './controls/controls.ts';
import { Drawer } from './controls/drawer.ts';
import { Quiz, type QuizHost } from './controls/quiz.ts';
import { tell } from './controls/sentence.ts';
import { createStage } from './controls/stage.ts';
import type { ExportHost } from './export/export.ts';
import { iframe, SNIPPETS, snippet } from './export/snippets.ts';
import { type Copy, createTake } from './export/take.ts';
import { Figures } from './figures.ts';
import { createMachine } from './machine/start.ts';
import { labelsOf } from './map/labels.ts';
import { MapView } from './map/map.ts';
import { Model } from './model.ts';
import { FIELD_NAMES, type FieldName } from './state/fields.ts';
import { type FromHash, writeHash } from './state/hash.ts';
import { mix, shapeOf } from './state/mix.ts';
import { type LabState, panelOptions, runsOf, tidy, withStand } from './state/state.ts';
import { keyOf, moveTo, pointOf, type Stand, withStrategy } from './state/strategies.ts';
import { sayLab } from './strings.ts';

/** What a lab asks of the page around it. */
export interface LabHost {
  /** Takes note of what a reader has changed; `isRepeated` where it may be one of many small steps. */
  changed(state: LabState, isRepeated: boolean): void;
  /** Returns the link that leads to a state; nothing where no page holds one. */
  readonly linkTo: ((state: LabState) => string) | undefined;
  /** Names the words about what is wrong with what it starts from. */
  readonly startsFrom: 'lab.problems' | 'lab.problems.element';
  /** Where `player.html` is; nothing where there is none, and no iframe can be copied. */
  readonly player: URL | undefined;
}

/** Is the lab in an element: the map, the sentence, the controls, and the figure of the run where the program stands. */
export class Lab {
  readonly #host: LabHost;
  readonly #model: Model;
  readonly #map: MapView;
  readonly #figures = new Figures();
  readonly #told = create('p', 'lab-told');
  readonly #neighbours = create('p', 'lab-neighbours');
  readonly #pinButton = createButton('lab-button');
  readonly #problems = create('div', 'lab-problems');
  readonly #strategies = createStrategies((...args) => this.#change(...args));
  readonly #drawer: Drawer;
  readonly #quiz: Quiz;
  readonly #machine;
  readonly #controls;
  #pin: Stand | undefined;
  #open: LabState['open'] = [];
  #isHidden = false;

  constructor(element: HTMLElement, simulate: Simulate, { state, problems }: FromHash, host: LabHost) {
    this.#host = host;
    this.#model = new Model(simulate, state.scenario, () => this.#showMap());
    this.#map = new MapView({
      move: (point, isDone, isRepeated) => this.#change((scenario) => moveTo(scenario, point), isRepeated || !isDone),
      setCores: (cores, isDone) => this.#change((scenario) => ({ ...scenario, cores }), !isDone),
      setConnections: (serverConnections, isDone) =>
        this.#change((scenario) => ({ ...scenario, serverConnections }), !isDone),
    });
    this.#drawer = new Drawer({
      setField: (name, value) => this.#setField(name, value),
      setPreset: (id) => this.#setPreset(id),
    });
    const steppers = createSteppers(
      (...args) => this.#change(...args),
      () => this.#model.plane,
    );
    const mixer = createMix((...args) => this.#change(...args));
    const copies: Copy[] = [...(host.linkTo ? (['link'] as const) : []), ...SNIPPETS];
    if (host.player) copies.push('iframe');
    const take = createTake(copies, (copy) => this.#textOf(copy), this.#createExportHost(simulate));
    this.#controls = [steppers, this.#strategies, mixer, this.#drawer, take];
    this.#quiz = new Quiz(this.#createQuizHost());
    this.#machine = createMachine(element, { simulate, scenario: () => this.#model.scenario });
    this.#neighbours.ariaLive = 'polite';
    this.#pinButton.addEventListener('click', () => this.#setPin(this.#pin ? undefined : this.#model.scenario));
    const talk = create('div', 'lab-tell', this.#told, this.#neighbours);
    const stage = createStage(element, {
      choose: (key) => this.#change((scenario) => withStrategy(scenario, key)),
      player: () => this.#figures.player,
    });
    const pin = create('div', 'lab-buttons', this.#pinButton, stage);
    const left = create('div', 'lab-left', mixer.element, this.#map.element, this.#map.legend);
    const right = create('div', 'lab-right', this.#problems, talk, steppers.element, this.#strategies.element);
    right.append(this.#figures.element, pin, this.#machine.element, this.#quiz.element);
    right.append(this.#drawer.element, take.element);
    element.replaceChildren(left, right);
    this.apply({ state, problems });
  }

  /** All that a link holds of it. The moment is held where nothing plays, or where it is wanted. */
  state(withMoment = false): LabState {
    const { player } = this.#figures;
    const isHeld = player && player.currentTime > 0 && (withMoment || player.paused);
    return {
      scenario: tidy(this.#model.scenario, FIELD_NAMES),
      pin: this.#pin,
      at: isHeld ? player.currentTime * 1000 : undefined,
      speed: player?.playbackRate ?? 1,
      open: player ? this.#figures.open : this.#open,
    };
  }

  /** Shows a state, whose scenario can be run, and tells what was wrong with the link that it comes from. */
  async apply({ state, problems }: FromHash): Promise<void> {
    const { scenario, pin, open } = state;
    this.#model.set(scenario);
    this.#pin = pin;
    this.#open = open;
    const told = sayLab(this.#host.startsFrom, { problems: problems.join('; ') });
    this.#problems.replaceChildren(...(problems.length > 0 ? [createAlert('lab-error', told)] : []));
    await this.#show();
    this.#figures.hold(state);
  }

  /** Stops computing, and lets go of its figures. */
  end(): void {
    this.#model.end();
    this.#machine.end();
    this.#figures.remove();
  }

  /**
   * Takes the scenario that a control makes of the one of now. What is shown follows before the next frame.
   *
   * @throws what is wrong with it; then all stays as it was
   */
  #change(change: (scenario: Scenario) => Scenario, isRepeated = false): void {
    this.#model.set(change(this.#model.scenario));
    if (this.#figures.player) this.#open = this.#figures.open;
    this.#show();
    this.#host.changed(this.state(), isRepeated);
  }

  #setField(name: FieldName, value: unknown): void {
    this.#change((scenario) => ({ ...scenario, [name]: value }));
  }

  /** Takes the scenario of a figure of the article. */
  #setPreset(id: string): void {
    const options: object = withPreset({ preset: id });
    this.#change(() => tidy(options as Scenario, FIELD_NAMES));
  }

  #setPin(stand: Stand | undefined): void {
    if (stand) {
      const { strategy, limit, cores, workers, gil } = stand;
      this.#pin = { strategy, limit, cores, workers, gil };
    } else {
      this.#pin = undefined;
    }
    this.#change((scenario) => scenario);
  }

  #show(): ReturnType<Figures['show']> {
    const { scenario } = this.#model;
    for (const control of this.#controls) control.show(scenario);
    this.#pinButton.textContent = sayLab(this.#pin ? 'lab.unpin' : 'lab.pin');
    this.#pinButton.ariaPressed = String(this.#pin !== undefined);
    const runs = runsOf(scenario, this.#pin);
    const panels = panelOptions(this.#open);
    const shown = this.#figures.show(
      runs.map((run) => ({ ...panels, ...run, group: 'lab', label: nameOf(run, runs.length > 1) })),
    );
    this.#showMap();
    return shown;
  }

  #showMap(): void {
    const { scenario, plane, computed, strategies, mapError } = this.#model;
    const pins = this.#pin ? [{ point: pointOf(withStand(scenario, this.#pin)), name: '' }] : [];
    this.#map.show({
      ...computed,
      plane,
      labels: labelsOf(scenario),
      cores: scenario.cores,
      connections: scenario.serverConnections,
      pins,
      isHidden: this.#isHidden,
    });
    const { told, neighbours } = tell(plane, computed.point, computed.time);
    this.#told.textContent = this.#isHidden ? sayLab('lab.point', { ...computed.point }) : told;
    const price = computed.freeTime;
    const isDearer = price !== undefined && price < computed.time * 0.995;
    const tellPrice = isDearer ? ` ${sayLab('lab.price', { time: duration(price) })}` : '';
    const said = mapError
      ? sayLab('lab.mapFailed', { message: mapError.message })
      : this.#isHidden
        ? ''
        : neighbours + tellPrice;
    if (this.#neighbours.textContent !== said) this.#neighbours.textContent = said;
    this.#strategies.tell(this.#isHidden ? {} : strategies);
    this.#quiz.update();
  }

  #createQuizHost(): QuizHost {
    const model = this.#model;
    return {
      get plane() {
        return model.plane;
      },
      get point() {
        return model.computed.point;
      },
      get time() {
        return model.computed.time;
      },
      setHidden: (hidden) => {
        this.#isHidden = hidden;
        this.#figures.element.hidden = hidden;
        this.#showMap();
      },
      setWork: (work) => {
        if (work === undefined) return;
        this.#change((scenario) => ({ ...scenario, ...mix(scenario, shapeOf(scenario), work) }));
      },
    };
  }

  #createExportHost(simulate: Simulate): ExportHost {
    return {
      simulate,
      runs: () => {
        const runs = runsOf(this.#model.scenario, this.#pin);
        return runs.map((scenario) => ({ scenario, name: nameOf(scenario, runs.length > 1) }));
      },
      moment: () => {
        const { currentTime = 0, duration = 0 } = this.#figures.player ?? {};
        // Times of the simulator are whole microseconds.
        return currentTime > 0 && currentTime < duration ? Math.round(currentTime * 1e6) / 1000 : undefined;
      },
    };
  }

  #textOf(copy: Copy): string {
    const runs = runsOf(this.#model.scenario, this.#pin);
    if (copy === 'link') return this.#host.linkTo!(this.state(true));
    if (copy !== 'iframe') return snippet(copy, runs);
    const { href } = new URL(writeHash(this.state(true)) || '#', this.#host.player);
    return iframe(href, runs.map((run) => nameOf(run, true)).join('; '));
  }
}

/** Names a run by its point, and in a race by its strategy as well. */
function nameOf(scenario: Scenario, isRace: boolean): string {
  const { slots, executors } = pointOf(scenario);
  if (!isRace) return sayLab('lab.point', { slots, executors });
  return sayLab('lab.race', { strategy: sayLab(`lab.strategy.${keyOf(scenario)}`), slots, executors });
}
