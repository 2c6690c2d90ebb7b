/** Calls `changed` whenever the page comes to another number of device pixels a pixel, until the returned function is called. */
export function followResolution(changed: () => void): () => void {
  let query: MediaQueryList;
  // A query knows of one resolution: when that is left, the next one is asked for.
  const follow = () => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', onChange, { once: true });
  };
  const onChange = () => {
    follow();
    changed();
  };
  follow();
  return () => query.removeEventListener('change', onChange);
}
