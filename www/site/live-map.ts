/** So far before the map comes into view it is loaded, in CSS's terms. */
const AHEAD = '400px';

/**
 * Makes the drawn map of the two numbers a live one, shortly before it is seen: a reader drags the point, and the link to the lab
 * leads to where it stands. The drawing stays where scripts do not run, and where the live map does not load.
 */
export function followMap(figure: HTMLElement, link: HTMLAnchorElement): void {
  const observer = new IntersectionObserver(
    async (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      const lab = link.href;
      try {
        const { START, mountMap, writeHash } = await import(/* webpackChunkName: "map" */ '../lab/embedded-map.ts');
        const place = document.createElement('div');
        place.className = 'live-map';
        await mountMap(place, START.scenario, (scenario) => {
          link.href = lab + writeHash({ ...START, scenario });
        });
        figure.querySelector('svg')!.replaceWith(place);
      } catch (error) {
        console.error(`cvsp: the live map does not load: ${(error as Error).message}`);
      }
    },
    { rootMargin: AHEAD },
  );
  observer.observe(figure);
}
