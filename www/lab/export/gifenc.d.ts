/** Types the part of gifenc that is used here: it has no types of its own. */
declare module 'gifenc' {
  /** Holds the red, green and blue of each colour. */
  type Palette = [red: number, green: number, blue: number][];

  interface FrameOptions {
    palette?: Palette;
    /** How often the film is repeated: for ever by 0. */
    repeat?: number;
    /** In milliseconds. */
    delay?: number;
    transparent?: boolean;
    transparentIndex?: number;
    /** What is done with a frame when the next one comes: 1 leaves it. */
    dispose?: number;
  }

  interface Encoder {
    writeFrame(index: Uint8Array, width: number, height: number, options?: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  export function GIFEncoder(): Encoder;
  export function quantize(rgba: Uint8Array | Uint8ClampedArray, colours: number): Palette;
  export function nearestColorIndex(palette: Palette, colour: Palette[number]): number;
}
