/** The languages of the listings, with the endings of their files; the first that there is stands where none is asked for. */
export const ENDINGS = { python: 'py', rust: 'rs', javascript: 'js' } as const;

export type Language = keyof typeof ENDINGS;

export const LANGUAGES = Object.keys(ENDINGS) as Language[];
