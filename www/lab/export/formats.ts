import { EXTENSIONS, LANGUAGES, type Language } from '../../panels/code/languages.ts';

/** Names the formats that show figures, and those that say something of one run. */
export const PICTURES = ['png', 'svg', 'webm', 'mp4', 'gif', 'animated'] as const;
const DATA = ['csv', 'trace', 'scenario'] as const;
export const TEXTS = [...DATA, ...LANGUAGES] as const;

export type PictureFormat = (typeof PICTURES)[number];
export type DataFormat = (typeof DATA)[number];
export type TextFormat = (typeof TEXTS)[number];
export type Format = PictureFormat | TextFormat;

/** The formats whose frames are painted one after the other. */
export type FilmFormat = 'webm' | 'mp4' | 'gif';

export function isFilm(format: Format): format is FilmFormat {
  return format === 'webm' || format === 'mp4' || format === 'gif';
}

export function isText(format: Format): format is TextFormat {
  return (TEXTS as readonly Format[]).includes(format);
}

export function isLanguage(format: Format): format is Language {
  return (LANGUAGES as readonly Format[]).includes(format);
}

/** Gives the end of a file's name by its format, and what a browser is told of its content. */
export const FILES: Readonly<Record<Format, { readonly end: string; readonly type: string }>> = {
  png: { end: '.png', type: 'image/png' },
  svg: { end: '.svg', type: 'image/svg+xml' },
  webm: { end: '.webm', type: 'video/webm' },
  mp4: { end: '.mp4', type: 'video/mp4' },
  gif: { end: '.gif', type: 'image/gif' },
  animated: { end: '-animated.svg', type: 'image/svg+xml' },
  csv: { end: '-spans.csv', type: 'text/csv' },
  trace: { end: '.trace.json', type: 'application/json' },
  scenario: { end: '.json', type: 'application/json' },
  ...(Object.fromEntries(
    LANGUAGES.map((language) => [language, { end: `.${EXTENSIONS[language]}`, type: 'text/plain' }]),
  ) as Record<Language, { end: string; type: string }>),
};
