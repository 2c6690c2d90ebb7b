import { create } from '../../dom/create.ts';
import type { CreatePanel, Member } from '../panel.ts';
import { Flag, short } from './flag.ts';
import styles from './predict.css';
import { scaleFor } from './prediction.ts';
import { sayPredict } from './strings.ts';

/**
 * Creates the panel on which a reader says when each member will be finished, and sees how near that was. The group plays
 * as ever until the reader sets a flag: then it goes back to its start, and waits to be played against the flags.
 */
export const createPredict: CreatePanel = (members, host) => {
  const scale = scaleFor(Math.max(...members.map(({ timeline }) => timeline.makespan)));
  const play = create('button', 'cvsp-predict-play', sayPredict('predict.play'));
  play.type = 'button';
  play.hidden = true;
  play.addEventListener('click', () => host.restart());
  const ask = create('span', '', sayPredict(members.length > 1 ? 'predict.many' : 'predict.one'));
  // Screen readers are told of each verdict when it is known; the sliders say all else.
  const told = create('p', 'cvsp-predict-told');
  told.role = 'status';
  const flags = members.map(({ name, timeline }: Member) => new Flag(name, timeline.makespan, scale, setFlag));
  const [start, end] = ['0', short(scale.until)].map((text) => {
    const label = create('span', 'cvsp-predict-end', text);
    label.ariaHidden = 'true';
    return label;
  });
  const head = create('div', 'cvsp-predict-head', start!, ask, play, end!);
  const element = create('div', 'cvsp-predict', head, ...flags.map(({ element }) => element), told);
  element.role = 'group';
  element.ariaLabel = sayPredict('predict.label');
  // The arrow keys move flags here, and not the group's moment.
  element.addEventListener('keydown', (event) => event.stopPropagation());

  /** Takes the group back to its start, since what has been seen is known. */
  function setFlag(): void {
    ask.hidden = true;
    play.hidden = false;
    told.textContent = '';
    for (const flag of flags) flag.forget();
    host.seek(0);
  }

  return {
    element,
    styles: [styles],
    show(time) {
      // Until a flag is set there is nothing to show.
      if (play.hidden) return;
      const verdicts = flags.flatMap((flag) => flag.show(time) ?? []);
      if (verdicts.length > 0) told.textContent = verdicts.join('. ');
    },
    highlight() {},
    remove() {},
  };
};
