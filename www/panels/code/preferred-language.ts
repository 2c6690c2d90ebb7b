import type { Language } from './languages.ts';

/** The browser's local storage keeps the reader's language under this key, for all panels and for later visits. */
const KEY = 'cvsp-language';

/**
 * Returns the language that the reader chose last, or else the one that the page asks for, or else the first one.
 *
 * @param available the languages that there are programs in; others are not returned
 */
export function preferredLanguage(available: readonly Language[], wanted?: string): Language {
  const find = (language?: string | null) => available.find((one) => one === language);
  return find(remembered()) ?? find(wanted) ?? available[0]!;
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The browser may forbid storage; then the choice lasts as long as the page.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
