/** Tells that a file has not come. It may come when it is asked for again. */
export class MissingError extends Error {}
