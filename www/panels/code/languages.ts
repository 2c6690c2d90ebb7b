/** Maps each language to its file extension. The first one is the default, then the next if it lacks a listing. */
export const EXTENSIONS = { python: 'py', rust: 'rs', javascript: 'js' } as const;

export type Language = keyof typeof EXTENSIONS;

export const LANGUAGES = Object.keys(EXTENSIONS) as Language[];
