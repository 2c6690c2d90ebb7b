import { createPicture } from './drawing.ts';

type Row = readonly [number, number, number, ...string[]];

/** Each cloud has the x and y of the middle of its lower edge, and half its width. */
const clouds = [
  [8, 13, 17],
  [50, 22, 14],
  [99, 20, 15],
  [14, 42, 14],
  [60, 42, 12],
  [96, 40, 12],
] as const;

/** Each peak has its x and y. The farthest comes first. */
const peaks = [
  [12, 45],
  [58, 45],
  [88, 44],
  [23, 42],
  [72, 50],
  [46, 53],
  [4, 51],
  [98, 49],
] as const;

/** Each hill has the x and y of its top, its steepness, and the colours of its terraces. The farthest comes first. */
const hills: readonly Row[] = [
  [96, 55, 0.009, '#6a9', '#bdb', '#4a9', '#fc8'],
  [4, 60, 0.009, '#bc5', '#7b5', '#fd7', '#396'],
  [80, 69, 0.006, '#175', '#7b5', '#fa8', '#396'],
  [22, 82, 0.005, '#154', '#5a4', '#fe7', '#285'],
];

const foliage = [
  ['#143', '#285', '#5a4'],
  ['#143', '#386', '#bc5'],
  ['#a36', '#e79', '#fbc'],
  ['#a42', '#e83', '#fc8'],
];

/** Each balloon has the x and y of its middle, its radius, and the colours of its gores. The farthest comes first. */
const fleet: readonly Row[] = [
  [39, 32, 2.6, '#c3a', '#fc8'],
  [43, 10, 4, '#e53', '#fd7'],
  [92, 7, 3.5, '#fec', '#d34'],
  [91, 32, 5, '#fa4', '#e53', '#fec'],
  [17, 25, 9, '#e53', '#fec', '#29a'],
  [69, 24, 16, '#d34', '#fc4', '#27b', '#fec'],
  [46, 66, 6, '#92b', '#fa4', '#e79'],
];

/** Draws balloons at sunrise over terraced hills. */
export const balloons = createPicture(
  ({ context, grain, between, pick, wash, fill, line, dot, at, cloud, tree, house, ripple }) => {
    fill(wash(0, 60, '#15a', '#39b', '#6bc', '#fc8', '#f97'), 'M0 0h100v100H0z');
    let rays = '';
    for (let edge = 0; edge < 56; edge++)
      rays += `${edge % 2 ? 'L' : 'M0 0L'}${Math.cos(edge * 0.1122)} ${Math.sin(edge * 0.1122)}`;
    at(35, 48, 120, 120, () => fill('#fec3', rays));
    for (const radius of [17, 12, 8]) dot('#fd76', 35, 48, radius);
    dot('#ffe', 35, 48, 5);
    for (const [x, y, width] of clouds) cloud(x, y, width, ['#fff6', '#fec', '#fba', '#f97']);

    // The faces toward the sun are lit.
    for (const [x, y] of peaks)
      at(x, y, x < 35 ? -1 : 1, 1, () => {
        fill(pick(['#b8b', '#c8b', '#a7b']), 'M0 0l25 22h-50z');
        fill(pick(['#76a', '#86a', '#65a']), 'M0 0l25 22H2l-4-8 3-6-2-3z');
        fill('#fec', 'M0 0l4.5 4-2-.3-1.5 2-1-2.5-2 1.5-2-.7z');
      });
    fill(wash(62, 76, '#fc8', '#e79', '#58b'), 'M0 62h100v40H0z');
    for (let i = 0; i < 37; i++) ripple(pick(['#fec', '#86a8']), between(25, 65), between(62.5, 74), between(0.5, 3));

    for (const [middle, top, fall, ...tones] of hills)
      for (let band = 0, place = 0; band < 12; band += grain, place++) {
        const height = (x: number): number =>
          top +
          band * (1.1 + band * 0.1) +
          fall * (x - middle) ** 2 * (1 - band * 0.04) +
          Math.sin(x * 0.25 + band * 1.3 + middle) * 0.6;
        let edge = `M-3 ${height(-3)}`;
        for (let x = -1; x < 104; x += 3) edge += `L${x} ${height(x)}`;
        for (let i = between(0, 4); i > 1; i--) {
          const x = between(0, 100);
          const size = ((height(x) - 40) / 40) ** 2 * 2 + 0.7;
          if (between(0, 1) < 0.25) at(x, height(x), size / 2, size / 2, () => house(-2, 1, 4, 3));
          else tree(x, height(x) + 0.5, size, pick(foliage));
        }
        at(0, -0.3, 1, 1, () => fill('#143', `${edge}V101H-3z`));
        fill(tones[place % 4]!, `${edge}V101H-3z`);
        // Every other terrace has a row of plants: dashes of length 0 with round ends.
        if (place % 2)
          at(0, 0.9, 1, 1, () => {
            context.setLineDash([0, 1.5]);
            line('#1436', 0.45, edge);
          });
      }

    const envelope = 'M0-1C.56-1 1-.56 1 0 1 .6.35.9.25 1.4H-.25C-.35.9-1 .6-1 0-1-.56-.56-1 0-1z';
    for (const [x, y, radius, ...tones] of fleet)
      at(x, y, radius, radius, () => {
        line('#423', 0.03, 'M-.22 1.4L-.14 1.8M.22 1.4L.14 1.8M-.1 1.4V1.8M.1 1.4V1.8');
        for (const head of [-0.1, 0.07]) dot('#423', head, 1.7, 0.045);
        fill('#842', 'M-.18 1.75h.36l-.05.28h-.26z');
        dot('#fe7', 0, 1.5, 0.06, 0.12);
        const gores = (shift: number): void => {
          for (let gore = 8; gore > 0; gore -= grain)
            at(0, 0, Math.sin((gore * Math.PI) / 16), 1, () =>
              fill(tones[(gore / grain + shift) % tones.length]!, envelope),
            );
        };
        gores(0);
        at(0, 0, 1, 1, () => gores(1), 'M-1-.3h2v.15h-2zM-1 0h2v.15h-2zM-1 .9h2v.5h-2z');
        fill('#3256', 'M0-1C.56-1 1-.56 1 0 1 .6.35.9.25 1.4H.13C.2.9.7.6.7 0 .7-.5.4-.9 0-1z');
        fill('#fff6', 'M-.3-.9C-.7-.7-.95-.3-.9.1-.8-.3-.6-.6-.3-.9z');
      });
  },
);
