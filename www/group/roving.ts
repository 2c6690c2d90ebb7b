/** Makes a toolbar one stop for the tab key: the arrow keys lead from button to button, to those that are added later, too. */
export function rove(toolbar: HTMLElement): void {
  const stops = () => [...toolbar.querySelectorAll<HTMLElement>('button, select')];
  const setStop = (stop: EventTarget | null | undefined) => {
    for (const other of stops()) other.tabIndex = other === stop ? 0 : -1;
  };
  setStop(stops()[0]);
  toolbar.addEventListener('focusin', ({ target }) => setStop(target));
  toolbar.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    // Where there is little room, some are not shown.
    const shown = stops().filter((stop) => stop.offsetWidth > 0);
    const place = shown.indexOf(event.target as HTMLElement) + (event.key === 'ArrowRight' ? 1 : -1);
    shown[(place + shown.length) % shown.length]?.focus();
  });
}
