/** A picture draws itself, opaque, over the square from (0, 0) to (size, size). */
export type Picture = (context: CanvasRenderingContext2D, size: number) => void;
