/**
 * Calls `changed` when other elements may be seen than before although nothing has moved, until it returns false: decks,
 * tabs and effects have what is in view be transparent or hidden until its turn comes.
 */
export function followConcealed(changed: () => boolean): void {
  const following = new AbortController();
  const { signal } = following;
  const look = (targets: readonly (EventTarget | null)[]) => {
    // What figures do themselves conceals nothing.
    const isNews = targets.some((target) => target instanceof Element && !target.closest('.cvsp-box'));
    if (isNews && !changed()) following.abort();
  };
  const mutations = new MutationObserver((all) => look(all.map(({ target }) => target)));
  mutations.observe(document, { subtree: true, attributeFilter: ['class', 'style', 'hidden'] });
  signal.addEventListener('abort', () => mutations.disconnect());
  for (const type of ['transitionend', 'animationend']) {
    document.addEventListener(type, ({ target }) => look([target]), { capture: true, signal });
  }
}
