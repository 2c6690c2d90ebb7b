// WebDriver, the W3C's: JSON over HTTP.

/** How long a command may take, in milliseconds. */
const TIMEOUT = 60_000;

/** Sends one command and resolves with its value; an error of the driver's is thrown in its own words. */
export async function command(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<unknown> {
  const end = new AbortController();
  const timer = setTimeout(
    () => end.abort(new Error(`no answer to ${method} ${url} ${JSON.stringify(body)} in ${TIMEOUT} ms`)),
    TIMEOUT,
  );
  const request = { method, signal: end.signal, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(url, request).finally(() => clearTimeout(timer));
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
}

/** Keys by the names that the page's events have for them. */
const KEYS: Record<string, string> = {
  Space: ' ',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

/** One press of a key, or of several such as `Shift+ArrowRight`: the actions that WebDriver has for it. */
export function press(keys: string): object {
  const values = (keys.length > 1 ? keys.split('+') : [keys]).map((key) => {
    const value = KEYS[key] ?? key;
    if (value.length !== 1) throw new Error(`there is no value for the key ${key}`);
    return value;
  });
  const actions = [
    ...values.map((value) => ({ type: 'keyDown', value })),
    ...values.reverse().map((value) => ({ type: 'keyUp', value })),
  ];
  return { actions: [{ type: 'key', id: 'keyboard', actions }] };
}

/** What a mouse does, one after the other. */
export function point(
  ...actions: ({ type: 'pointerMove'; x: number; y: number } | { type: 'pointerDown' | 'pointerUp'; button: 0 })[]
): object {
  return { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] };
}
