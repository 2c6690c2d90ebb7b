/** What a window has once a classic script is there: it may be loaded more than once. */
export const LOADED = Symbol.for('cvsp');
