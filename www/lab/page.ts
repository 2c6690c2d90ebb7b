import '../figure/figures.css';
import '../group/controls.css';
import './map/map.css';
import './figures.css';
import './lab.css';
import './page.css';
import '../own-files.ts';
import { createAlert } from '../dom/create.ts';
import { loadSimulator, type Simulate } from '../run/simulator.ts';
import { say } from '../words/strings.ts';
import { Lab, type LabHost } from './lab.ts';
import { checkBy } from './state/check.ts';
import { readHash, writeHash } from './state/hash.ts';

const element = document.getElementById('lab')!;
loadSimulator().then(start, fail);

/** Makes the lab of what the address says, and has the address say what the lab shows: back leads back. */
function start(simulate: Simulate): void {
  const check = checkBy(simulate);
  const linkTo: LabHost['linkTo'] = (state) => new URL(writeHash(state) || '#', location.href).href.replace(/#$/, '');
  let wasRepeated = false;
  const lab = new Lab(element, simulate, readHash(location.hash, check), {
    linkTo,
    startsFrom: 'lab.problems',
    player: new URL('../player.html', location.href),
    changed(state, isRepeated) {
      const link = linkTo(state);
      // Many small steps, as of a finger that drags, are one step back.
      if (isRepeated && wasRepeated) history.replaceState(null, '', link);
      else if (link !== location.href) history.pushState(null, '', link);
      wasRepeated = isRepeated;
    },
  });
  addEventListener('popstate', () => {
    wasRepeated = false;
    lab.apply(readHash(location.hash, check));
  });
}

function fail({ message }: Error): void {
  element.replaceChildren(createAlert('lab-error', say('error', { message })));
}
