import { create, createAlert } from '../../dom/create.ts';
import type { Scenario } from '../../run/scenario.ts';
import type { Simulate } from '../../run/simulator.ts';
import { duration } from '../../words/format.ts';
import { tasksOf } from '../state/strategies.ts';
import type { Outcome } from './messages.ts';
import { type Plan, planRun } from './plan.ts';
import { recordingOf } from './recording.ts';
import { runHere } from './run.ts';
import { type Showing, ShownRecording } from './shown.ts';
import { sayMachine } from './strings.ts';

/** What recordings in the lab ask of it. */
export interface MachineHost {
  readonly simulate: Simulate;
  /** Returns the scenario of the point. */
  scenario(): Scenario;
}

/** Is the place of a recording in the lab: one of a run on the reader's machine, or one of a file, the latest alone. */
export class Machine {
  readonly element = create('div', 'lab-recording');
  readonly #host: MachineHost;
  readonly #closed: () => void;
  readonly #bar = document.createElement('progress');
  readonly #status = create('p', 'lab-status');
  #shown: ShownRecording | undefined;
  /** Is the latest request: an earlier one that is still under way comes to nothing. */
  #request: symbol | undefined;

  /** @param closed is called when a reader has closed a recording */
  constructor(host: MachineHost, closed: () => void) {
    this.#host = host;
    this.#closed = closed;
    this.#status.role = 'status';
    this.#bar.ariaLabel = sayMachine('machine.progress');
    this.#bar.hidden = true;
    this.element.append(this.#bar, this.#status);
  }

  /** Runs the program of the point, and shows what it did. What goes wrong is said. */
  async run(signal: AbortSignal): Promise<void> {
    const isWanted = this.#begin(sayMachine('machine.runs'));
    try {
      const scenario = this.#host.scenario();
      const { hardwareConcurrency: cores } = navigator;
      const plan = planRun(this.#host.simulate, scenario, cores);
      this.#bar.value = 0;
      this.#bar.hidden = false;
      const progress = (finished: number) => {
        this.#bar.value = finished / plan.tiles.length;
      };
      const outcome = await runHere(plan, progress, signal);
      if (!isWanted()) return;
      const trace = recordingOf(plan, outcome.notes);
      await this.#show(JSON.stringify(trace), showingOf(plan, scenario, outcome, cores), isWanted);
    } catch (error) {
      if (!isWanted()) return;
      if (signal.aborted) this.#status.textContent = sayMachine('machine.stopped');
      else this.#fail(sayMachine('machine.failed', { message: (error as Error).message }));
    } finally {
      if (isWanted()) this.#bar.hidden = true;
    }
  }

  /** Shows the recording in a file. What is wrong with that is said. */
  async open(file: File): Promise<void> {
    const { name } = file;
    const isWanted = this.#begin(sayMachine('machine.file.reads', { name }));
    this.#bar.hidden = true;
    try {
      const text = await file.text();
      // A figure takes other texts for addresses.
      if (!/^\s*[[{]/.test(text)) throw new Error(sayMachine('machine.file.none'));
      if (!isWanted()) return;
      const showing = { name: sayMachine('machine.file', { name }), told: [sayMachine('machine.file.told')] };
      await this.#show(text, showing, isWanted);
    } catch (error) {
      if (isWanted()) this.#fail(sayMachine('machine.file.failed', { name, message: (error as Error).message }));
    }
    // It may have been dropped far from here.
    if (isWanted()) this.element.scrollIntoView({ block: 'nearest' });
  }

  /** Lets go of what it shows, and of what it was about to show. */
  close(): void {
    this.#request = undefined;
    this.#shown?.remove();
    this.#shown = undefined;
    this.#status.replaceChildren();
  }

  /** @returns whether what now begins is still wanted */
  #begin(status: string): () => boolean {
    this.close();
    this.#status.textContent = status;
    const request = Symbol();
    this.#request = request;
    return () => this.#request === request;
  }

  async #show(trace: string, showing: Showing, isWanted: () => boolean): Promise<void> {
    const shown = new ShownRecording(trace, showing, () => {
      this.close();
      this.#closed();
    });
    this.#shown = shown;
    this.element.append(shown.element);
    await shown.stand();
    if (isWanted()) this.#status.textContent = '';
  }

  #fail(text: string): void {
    this.#shown?.remove();
    this.#shown = undefined;
    this.#status.replaceChildren(createAlert('lab-error', text));
  }
}

function showingOf(plan: Plan, scenario: Scenario, { notes, limits }: Outcome, cores: number): Showing {
  const { grid } = scenario;
  const { program, factor, foretold, slots, renderers, tiles, isSimpler } = plan;
  const took = Math.max(...notes.map(({ until }) => until)) - Math.min(...notes.map(({ begin }) => begin));
  const isWhole = !scenario.tasks && grid !== undefined && grid[0] * grid[1] === tiles.length;
  const [late, shortest, step] = [limits.late, limits.shortest, limits.step].map((time) => Number(time.toFixed(1)));
  const told = [
    sayMachine('machine.told', { factor, took: duration(took), foretold: duration(foretold) }),
    sayMachine(`machine.where.${program}`, { slots, renderers }),
    tiles.length < tasksOf(scenario) ? sayMachine('machine.fewer', { count: tiles.length }) : '',
    isSimpler ? sayMachine('machine.simpler') : '',
  ];
  return {
    name: sayMachine(`machine.${program}`),
    told: [
      told.filter(Boolean).join(' '),
      sayMachine('machine.limits', { cores, late: late!, shortest: shortest!, step: step! }),
    ],
    ...(isWhole && { grid }),
    labels: [sayMachine('machine.recorded'), sayMachine('machine.predicted')],
  };
}
