import { createPicture } from './drawing.ts';

const foliage = ['#245', '#355', '#575'];
const glitter = ['#fec', '#fd7', '#fa4', '#e67'];
const ripples = ['#338a', '#227a', '#227a', '#b599', '#57c9', '#39a6'];

/** Each cloud has the x and y of the middle of its lower edge, half its width, and the index of its first tone of four. */
const clouds = [
  [14, -43, 20, 0],
  [62, -44, 19, 0],
  [40, -29, 21, 1],
  [99, -26, 20, 1],
  [69, -17, 13, 2],
  [42, -12, 9, 3],
] as const;
const tones = ['#327', '#538', '#948', '#e67', '#f97', '#fc8'];

/** Draws a harbour town at dusk: houses on a hill, a lighthouse, boats, and their reflection in the water. */
export const harbour = createPicture(
  ({ context, between, restart, pick, wash, fill, line, dot, at, cloud, tree, house, ripple }) => {
    const lamp = (x: number, y: number, size: number): void => {
      dot('#fd73', x, y, size * 2);
      dot('#fd76', x, y, size);
      dot('#fec', x, y, size * 0.4);
    };

    const sky = (): void => {
      fill(wash(-57, 0, '#226', '#438', '#a38', '#e67', '#fa4', '#fd8'), 'M0-57h100V1H0z');
      for (let i = 0; i < 70; i++) dot('#fffc', between(0, 100), between(-57, -36), between(0.06, 0.2));
      for (const radius of [34, 26, 19, 13]) dot('#fd73', 57, -4, radius);
      dot('#fec', 57, -4, 8);
      for (const [x, y, width, first] of clouds) cloud(x, y, width, tones.slice(first, first + 4));
      fill('#fec', 'M41-53a4 4 0 1 1-5 5 3.5 3.5 0 0 0 5-5z');
      fill('#f8b3', 'M84-40L0-57v13zM84-40l16-9v18z');
      line('#fec', 0.25, 'M57-37q1.5-1.5 2 0 1-1.5 2.5-.5M65-33q1-1 1.5 0 1-1 2-.5M50-22q1-1 1.5 0 1-1 2-.5');
      fill('#c58', 'M28 0l6-5 3 1 5-4 6 5 5-2 6 3 7-4 5 2 6-7 7 3 9-6 9 5V1z');
      fill('#848', 'M30 0l9-3 6 1 9-1 12 2 12-4 9 1 6-4 9 3V1z');
    };

    const town = (): void => {
      fill(wash(-37, 0, '#466', '#325'), 'M0-35C10-38 17-34 23-26S38-9 57 0H0z');
      fill('#fa8', 'M5-30v-15h5v6h10v9z');
      fill('#848', 'M5-30v-15h1.5v15zM10-39h10v1H10z');
      fill('#625', 'M4.5-44.5l3-10 3 10zM9-39l2-4h7l2 4z');
      fill('#fd7', 'M7-40v-2q1-2 2 0v2zM12-33v-3q.5-1 1 0v3zM15-33v-3q.5-1 1 0v3zM18-33v-3q.5-1 1 0v3z');
      for (let row = 0; row < 6; row++)
        for (let x = -2; x < 16 + row * 6.2; x += between(4, 6))
          if (between(0, 1) < 0.3) tree(x + 2, row * 5 - 26, between(2, 3), foliage);
          else house(x, row * 5 - 26, between(3.5, 5.5), between(3.5, 6));
      fill('#635', 'M0-1h57v2H0z');
      for (let x = 2; x < 55; x += 5) {
        line('#325', 0.3, `M${x}-1v-2.5`);
        dot('#325', x + 2.5, 0, 0.7);
        lamp(x, -4, 0.8);
      }
    };

    const lighthouse = (): void => {
      fill(wash(-14, 0, '#848', '#325'), 'M60 0l5-3 4-1 3-5 5-2h12l5-1 6 1V1H60z');
      fill('#c78', 'M65-3l4-1 3-5 2 3-2 4-4 2zM77-11l3-1 1 4-3 5-2-3zM86-9l5-1-1 5-3 2z');
      fill('#325', 'M72-9l5-2-1 5 2 7h-6l2-7zM81-8l5-1 1 6-3 3zM91-10l6 1 3 3v7H91l2-5z');
      fill('#575', 'M74-10l3-2h12l5-2 6 1v3l-4-1-5 1h-11z');
      house(91.5, -12, 7, 4);
      at(84, -11, 1, 1, () => {
        for (let ring = 0; ring < 6; ring++) {
          const half = 4.5 - ring * 0.27;
          fill(ring % 2 ? '#d34' : '#fec', `M${-half} ${ring * -4.4}h${half * 2}l-.27-4.4h${0.54 - half * 2}z`);
        }
        fill('#3256', 'M1-26.4h1.88L4.5 0h-3z');
        fill('#325', 'M-1 0v-2q1-2 2 0v2zM-.6-10h1.2v2H-.6zM-.6-19h1.2v2H-.6zM-4.5-26.4h9v-.8h-9z');
        lamp(0, -29.5, 2.5);
        fill('#fec', 'M-2-27v-5.5h4v5.5z');
        line('#325', 0.25, 'M-4-27v-2h8v2M-2-27v-6M-.7-27v-6M.7-27v-6M2-27v-6M0-36v-3');
        fill('#d34', 'M-3-32.5C-2.5-35-1-36 0-36.5 1-36 2.5-35 3-32.5z');
      });
    };

    // The town and its reflection reach a little over the horizon, so that there is no gap between them.
    for (const height of [-0.8, 1])
      at(
        0,
        57,
        1,
        height,
        () => {
          // The reflection must have the same houses.
          restart();
          sky();
          town();
          lighthouse();
        },
        'M0 .2V-57h100V.2z',
      );
    fill(wash(57, 100, '#f972', '#3389', '#126c'), 'M0 57h100v43H0z');
    for (let i = 0; i < 400; i++) {
      const depth = between(0, 1) ** 1.4;
      const x = between(-5, 105);
      // The sun and the lamp on the jetty light the water below them.
      const lit = Math.abs(x - 57) < 6 + depth * 9 || Math.abs(x - 21) < depth * 12 - 8;
      ripple(pick(lit ? glitter : ripples), x, 57.3 + depth * 43, 1 + depth * between(2, 8));
    }

    /** Paints something that stands on the water, at y = 0, and its reflection. */
    const afloat = (x: number, y: number, scale: number, paint: () => void): void => {
      for (const height of [-0.7, 1])
        at(x, y, scale, Math.abs(scale) * height, () => {
          context.globalAlpha = height > 0 ? 1 : 0.35;
          paint();
        });
    };
    const hull = (colour: string): void => {
      fill(colour, 'M-11-4C-5-2.5 6-2.5 12-5.5 11-2 9.5-.5 8 0H-8C-9.5-.7-10.5-2-11-4z');
      fill('#fec', 'M-11-4C-5-2.5 6-2.5 12-5.5l-.4 1.2C6-1.6-5-1.5-10.8-3z');
    };
    const sails = (): void => {
      line('#325', 0.45, 'M0-3V-34');
      fill('#d34', 'M0-34l5 .8-5 1.2z');
      fill(wash(-32, -6, '#fd7', '#e53'), 'M.2-32C6-24 10-15 11-7 7-6 3-6 .2-6.5z');
      fill(wash(-32, -6, '#fec', '#fa4'), 'M-.2-30C-3-20-7-11-11-6-7-5-3-5-.2-6z');
      line('#8357', 0.15, 'M0-24q3 1.5 5 1M0-18q5 1.5 8 1M0-12q5 1.5 10 1M0-22q-2 1-3 .5M0-14q-4 1-6 .5');
      fill('#325', 'M-6-3.5l.4-2.5q1-1 2 0l.6 2.5z');
      dot('#fa8', -4.6, -7, 0.8);
      hull('#278');
    };
    afloat(74, 64, 0.2, sails);
    afloat(66, 60.5, 0.12, sails);
    afloat(41, 87, 1, sails);
    afloat(83, 90, -0.75, () => {
      fill('#29a', 'M-4-3l1-5q2-1.5 3.5 0l1 5z');
      dot('#fa8', -1.3, -9.8, 1.3);
      fill('#fd7', 'M-3.5-10h4.5q-2-2.5-4.5 0z');
      hull('#d34');
      line('#fa8', 0.4, 'M-1.5-6L-8 1');
    });
    afloat(0, 93, 1, () => {
      fill('#325', 'M3 0v-7h1.5v7zM12 0v-7h1.5v7zM21 0v-14h.7v14z');
      fill('#29a', 'M2-5v-4h5v4z');
      fill('#d34', 'M5-5v-3h5v3zM3-9v-2h3v2z');
      fill('#fa4', 'M14-5v-3h4v3z');
      fill('#3256', 'M2-8h5v.5H2zM5-6.5h5v.5H5zM14-6.5h4v.5h-4z');
      fill('#c78', 'M0-5L24-6v1.5L0-3.5z');
      fill('#835', 'M0-3.5L24-4.5v1L0-2z');
      lamp(21.3, -15, 2);
    });
  },
);
