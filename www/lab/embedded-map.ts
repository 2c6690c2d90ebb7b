// What a page needs to have the lab's map in it, in one file that is loaded when the map is wanted.

import './map.css';

export { writeHash } from './hash.ts';
export { mountMap } from './mount-map.ts';
export { START } from './state.ts';
