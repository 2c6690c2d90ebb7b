/** The languages of the listings, with the endings of their files; the first that there is stands where none is asked for. */
export const EXTENSIONS = { python: 'py', rust: 'rs', javascript: 'js' } as const;

export type Language = keyof typeof EXTENSIONS;

export const LANGUAGES = Object.keys(EXTENSIONS) as Language[];
