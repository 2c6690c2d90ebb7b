// One thread: whoever awaits gives way.
import { load, render } from './tiles.js';

const tiles = Array(16).keys();
const picture = [];

async function work() {
  for (const tile of tiles) {
    // here: queued, load, ready
    const data = await load(tile);
    // here: switch, render
    picture[tile] = render(data);
  }
}

// here: start
const workers = Array.from({ length: 8 }, work);
await Promise.all(workers);
console.log(...picture);
