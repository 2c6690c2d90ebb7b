/** Marks a window that has a classic script already: it may be loaded more than once. */
export const LOADED = Symbol.for('cvsp');
