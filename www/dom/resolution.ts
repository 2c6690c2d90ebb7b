/** Calls `changed` whenever `devicePixelRatio` changes, until the returned function is called. */
export function followResolution(changed: () => void): () => void {
  let query: MediaQueryList;
  // A media query matches one resolution, so each change needs a new query.
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
