import type { Language } from './languages.ts';

/** Where what the reader chose is kept, for all panels and later visits. */
const KEY = 'cvsp-language';

/** The first of these that a program is there in: what the reader chose last, what the page wants, any. */
export function preferredLanguage(among: readonly Language[], wanted?: string): Language {
  const isThere = (language?: string | null) => among.find((one) => one === language);
  return isThere(remembered()) ?? isThere(wanted) ?? among[0]!;
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A page without storage forgets.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
