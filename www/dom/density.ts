/**
 * How many device pixels a length really takes, where the browser tells. Safari does not, and one that emulates another
 * screen tells those of its own.
 */
export function devicePixels(computed: number, exact: number | undefined): number {
  return exact !== undefined && Math.abs(exact - computed) < 1 ? exact : Math.round(computed);
}
