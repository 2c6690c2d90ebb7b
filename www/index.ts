/** What the package offers to a page. */

export { defineElements } from './elements/define.ts';
export { mount, mountAll, unmount } from './mount.ts';
export type { FigureOptions } from './options.ts';
export { setStrings } from './strings.ts';
