/** Maps each language to its file extension. A listing is shown in the first of them that it exists in, unless one is chosen. */
export const EXTENSIONS = { python: 'py', rust: 'rs', javascript: 'js' } as const;

export type Language = keyof typeof EXTENSIONS;

export const LANGUAGES = Object.keys(EXTENSIONS) as Language[];
