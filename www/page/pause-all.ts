import type { Motion } from '../dom/motion.ts';

/** Finds buttons of the page's own that pause all figures. They may be hidden until there is something for them to do. */
const BUTTON = 'button[data-cvsp-pause-all]';

/** Lets the page's own buttons pause all figures, until the signal. */
export function followPauseAll(motion: Motion, signal: AbortSignal): void {
  const update = () => {
    for (const button of document.querySelectorAll<HTMLButtonElement>(BUTTON)) {
      button.hidden = false;
      button.ariaPressed = String(motion.areAllPaused);
    }
  };
  const press = ({ target }: MouseEvent) => {
    if ((target as Element).closest?.(BUTTON)) motion.setAllPaused(!motion.areAllPaused);
  };
  document.addEventListener('click', press, { signal });
  signal.addEventListener('abort', motion.follow(update));
  update();
}
