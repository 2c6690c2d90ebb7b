/** Maps each language to its file extension. The first one in which a strategy has a program is its default. */
export const EXTENSIONS = { python: 'py', rust: 'rs', javascript: 'js' } as const;

export type Language = keyof typeof EXTENSIONS;

export const LANGUAGES = Object.keys(EXTENSIONS) as Language[];
