import { create, createAlert } from '../dom/create.ts';
import type { Scenario } from '../run/scenario.ts';
import { loadSimulator } from '../run/simulator.ts';
import { labelsOf } from './labels.ts';
import { MapView } from './map.ts';
import { Model } from './model.ts';
import { tell } from './sentence.ts';
import { START } from './state.ts';
import { moveTo } from './strategies.ts';
import { sayLab } from './strings.ts';

/**
 * Puts a live map of a scenario into an element, with the sentence below it. Its page has the style sheet map.css.
 *
 * @param follow is called with the scenario of the point where the program stands, at first and whenever a reader moves it
 * @throws what is wrong with the scenario, or why the simulator does not load: the element then says so, too
 */
export async function mountMap(
  element: HTMLElement,
  scenario: Scenario = START.scenario,
  follow: (scenario: Scenario) => void = () => {},
): Promise<void> {
  try {
    const simulate = await loadSimulator();
    const told = create('p', 'cvsp-map-sentence');
    const change = (change: (scenario: Scenario) => Scenario) => {
      model.set(change(model.scenario));
      show();
      follow(model.scenario);
    };
    const map = new MapView({
      move: (point) => change((scenario) => moveTo(scenario, point)),
      setCores: (cores) => change((scenario) => ({ ...scenario, cores })),
      setConnections: (serverConnections) => change((scenario) => ({ ...scenario, serverConnections })),
    });
    const model = new Model(simulate, scenario, () => show());
    const show = () => {
      const { scenario, plane, computed, mapError } = model;
      const { cores, serverConnections: connections } = scenario;
      map.show({ ...computed, plane, labels: labelsOf(scenario), cores, connections, pins: [], isHidden: false });
      const { told: first, neighbours } = tell(plane, computed.point, computed.time);
      const then = mapError ? sayLab('lab.mapFailed', { message: mapError.message }) : neighbours;
      told.textContent = `${first} ${then}`;
    };
    element.replaceChildren(map.element, map.legend, told);
    show();
    follow(model.scenario);
  } catch (error) {
    element.replaceChildren(createAlert('cvsp-error', sayLab('lab.mapFailed', { message: (error as Error).message })));
    throw error;
  }
}
