import { type FigureOptions, isObject } from '../figure/options.ts';
import { formatValue } from '../run/invalid.ts';
import { presets, withPreset } from './presets.ts';

/** Names the attribute that holds a figure's options as JSON. */
const ATTRIBUTE = 'data-cvsp';
/** Names the attribute that holds its `markers` as JSON. */
const MARKERS = 'data-cvsp-markers';

/** Matches every placeholder: an element with one of the known ids, or with the attribute. Custom elements mount themselves. */
export const PLACEHOLDERS = `:is(${[...Object.keys(presets).map((id) => `#${id}`), `[${ATTRIBUTE}]`]}):not(cvsp-figure)`;

/** Matches elements whose text is none of the placeholder's own: it stands in where there is no figure. */
const STAND_IN = 'svg, noscript, script, style, template, .cvsp-box, .cvsp-error';

/**
 * Finds the placeholders in a part of the page. An element that only has a known id, and text of its own, is something
 * else of that name, a heading for example.
 *
 * @param refuse is called with each such element
 */
export function placeholdersIn(root: ParentNode, refuse: (element: HTMLElement) => void): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(PLACEHOLDERS)].filter((element) => {
    if (element.hasAttribute(ATTRIBUTE) || !hasText(element)) return true;
    refuse(element);
    return false;
  });
}

function hasText(element: Element): boolean {
  return [...element.childNodes].some((node) =>
    node instanceof Element
      ? !node.matches(STAND_IN) && hasText(node)
      : node instanceof Text && node.data.trim() !== '',
  );
}

/** Names the attributes that say what a placeholder is. */
export const PLACEHOLDER_ATTRIBUTES = ['id', ATTRIBUTE, MARKERS];

/**
 * Reads the options of a placeholder: the preset with its id, and over it what its attribute says.
 *
 * @throws where the attribute is no JSON object, or names a preset that there is not
 */
export function readOptions(element: Element): FigureOptions {
  const preset = Object.hasOwn(presets, element.id) ? presets[element.id] : {};
  const markers = readObject(element, MARKERS) as FigureOptions['markers'];
  return { ...preset, ...(markers && { markers }), ...withPreset(readObject(element, ATTRIBUTE) ?? {}) };
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
