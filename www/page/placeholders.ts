import { type FigureOptions, isObject } from '../figure/options.ts';
import { formatValue } from '../words/invalid.ts';
import { presets } from './presets.ts';

/** Names the attribute that holds a figure's options as JSON. */
const ATTRIBUTE = 'data-cvsp';
/** Names the attribute that holds its `markers` as JSON. */
const MARKERS = 'data-cvsp-markers';

/** Matches every placeholder: an element with one of the known ids, or with the attribute. Custom elements mount themselves. */
export const PLACEHOLDERS = `:is(${[...Object.keys(presets).map((id) => `#${id}`), `[${ATTRIBUTE}]`]}):not(cvsp-figure)`;

/**
 * Reads the options of a placeholder: the preset with its id, and over it what its attribute says.
 *
 * @throws where the attribute is no JSON object
 */
export function readOptions(element: Element): FigureOptions {
  const preset = Object.hasOwn(presets, element.id) ? presets[element.id] : {};
  const markers = readObject(element, MARKERS) as FigureOptions['markers'];
  return { ...preset, ...(markers && { markers }), ...readObject(element, ATTRIBUTE) };
}

function readObject(element: Element, attribute: string): object | undefined {
  const text = element.getAttribute(attribute);
  if (text === null || text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${attribute} is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new Error(`${attribute} is ${formatValue(value)}; it must be a JSON object`);
  return value;
}
