// How colours look to those who see other ones, and how far apart they are.

/** Red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** CIE 1976 L*, a* and b*. */
export type Lab = readonly [lightness: number, a: number, b: number];

type Matrix = readonly [Colour, Colour, Colour];

/** Makes linear light of another. */
type Sight = (light: Colour) => Colour;

/**
 * Ways of seeing. Those that lack a kind of cone: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, “A
 * physiologically-based model for simulation of color vision deficiency”, IEEE Transactions on Visualization and Computer
 * Graphics 15(6), 2009, at severity 1.0, whose matrices are for linear RGB. Greys are relative luminance, as WCAG 2.2
 * defines it; of achromatopsia there is no published model, and browsers simulate it by NTSC's weights for encoded values.
 */
export const VISIONS = {
  colour: (light) => light,
  greyscale: ([red, green, blue]) => grey(0.2126 * red + 0.7152 * green + 0.0722 * blue),
  protanopia: by([
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ]),
  deuteranopia: by([
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ]),
  tritanopia: by([
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ]),
  achromatopsia: ([red, green, blue]) =>
    grey(decode(0.299 * encode(red) + 0.587 * encode(green) + 0.114 * encode(blue))),
} as const satisfies Record<string, Sight>;

export type Vision = keyof typeof VISIONS;

export const visions = Object.keys(VISIONS) as Vision[];

/** Relative luminance, from 0 to 1, as WCAG 2.2 defines it. */
export function luminance(colour: Colour): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour of a layer over an opaque one. */
export function over(alpha: number, layer: Colour, below: Colour): Colour {
  return layer.map((value, i) => value * alpha + below[i]! * (1 - alpha)) as unknown as Colour;
}

/** A colour as it is seen, by the white of sRGB (D65). */
export function labOf(colour: Colour, vision: Vision): Lab {
  const [red, green, blue] = VISIONS[vision](linear(colour)).map((value) => Math.min(1, Math.max(0, value))) as [
    number,
    number,
    number,
  ];
  const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
  const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE 1976 ΔE*ab. It is asked for hundreds of millions of pixels, and `Math.hypot` takes ten times as long. */
export function difference(one: Lab, other: Lab): number {
  const [l, a, b] = [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
  return Math.sqrt(l * l + a * a + b * b);
}

function linear(colour: Colour): Colour {
  return colour.map((value) => decode(value / 255)) as unknown as Colour;
}

function by(matrix: Matrix): Sight {
  return (light) => matrix.map((row) => row.reduce((sum, part, i) => sum + part * light[i]!, 0)) as unknown as Colour;
}

function grey(value: number): Colour {
  return [value, value, value];
}

function decode(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encode(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

function root(t: number): number {
  return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
}
