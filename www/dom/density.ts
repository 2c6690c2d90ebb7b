/**
 * Returns a length in whole device pixels: the browser's own number `exact`, or else `computed`, rounded.
 *
 * Safari gives no exact number. A browser that emulates another screen gives that of the real one; it is ignored.
 */
export function devicePixels(computed: number, exact: number | undefined): number {
  return exact !== undefined && Math.abs(exact - computed) < 1 ? exact : Math.round(computed);
}
