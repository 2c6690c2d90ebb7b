import { areAllPaused, followMotion, setAllPaused } from '../dom/motion.ts';

/** A button of the page's own that pauses all figures. It may be hidden until there is something for it to do. */
const BUTTON = 'button[data-cvsp-pause-all]';

let end: (() => void) | undefined;

export function followPauseAll(): void {
  if (end) return;
  const press = ({ target }: MouseEvent) => {
    if ((target as Element).closest?.(BUTTON)) setAllPaused(!areAllPaused());
  };
  document.addEventListener('click', press);
  const unfollow = followMotion(update);
  end = () => {
    document.removeEventListener('click', press);
    unfollow();
  };
  update();
}

export function leavePauseAll(): void {
  end?.();
  end = undefined;
}

function update(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>(BUTTON)) {
    button.hidden = false;
    button.ariaPressed = String(areAllPaused());
  }
}
