/** What the buttons show, as paths in a square of 24. */
const PATHS = {
  play: 'M7 4.5v15l12-7.5z',
  pause: 'M6.5 5h4v14h-4zM13.5 5h4v14h-4z',
  restart: 'M6 5h2.5v14H6zM19 5v14L9.5 12z',
  back: 'M16 5v14L7 12zM17.5 5H20v14h-2.5z',
  forward: 'M8 5v14l9-7zM4 5h2.5v14H4z',
  loop: 'M7 6h9a4 4 0 0 1 4 4v1h-2v-1a2 2 0 0 0-2-2H7v3L2.5 7 7 3zM17 18H8a4 4 0 0 1-4-4v-1h2v1a2 2 0 0 0 2 2h9v-3l4.5 4-4.5 4z',
  more: 'M4 10h4v4H4zM10 10h4v4h-4zM16 10h4v4h-4z',
  all: 'M7 3h14v14h-2V5H7zM3 7h14v14H3zM5 9v10h10V9zM7 11h2v6H7zM11 11h2v6h-2z',
  lanes: 'M3 5h9v3H3zM8 10.5h13v3H8zM5 16h10v3H5z',
  numbers: 'M4 11h4v9H4zM10 4h4v16h-4zM16 8h4v12h-4z',
  account: 'M4 4h16v12h-8l-5 4.5V16H4zM7 7.5h10V9H7zM7 11h7v1.5H7z',
  code: 'M8.5 6 10 7.5 5.5 12 10 16.5 8.5 18l-6-6zM15.5 6 14 7.5 18.5 12 14 16.5l1.5 1.5 6-6z',
} as const;

export type Icon = keyof typeof PATHS;

/** Creates an icon without a picture. An SVG element would be one of a thousand timelines, which browsers ask in every frame. */
export function createIcon(): HTMLElement {
  const icon = document.createElement('span');
  icon.className = 'cvsp-icon';
  return icon;
}

export function setIcon(icon: HTMLElement, name: Icon): void {
  icon.style.clipPath = `path("${PATHS[name]}")`;
}
