import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optionsOf } from '../../www/elements/attributes.ts';
import { checkOptions, type FigureOptions } from '../../www/figure/options.ts';
import { readOptions } from '../../www/page/placeholders.ts';
import { withPreset } from '../../www/page/presets.ts';
import { checkMoment, checkSteps } from '../../www/run/invalid.ts';
import {
  ATTRIBUTES,
  CALLS,
  GOOD,
  GOOD_ATTRIBUTES,
  JSON_FIELDS,
  JSON_TEXTS,
  messageOf,
  NOT_JSON,
  OPTIONS,
} from '../support/bad-input.ts';
import { simulate } from '../support/simulator.ts';

const run = (options: FigureOptions) => simulate(checkOptions(options).scenario);

function runAttributes(attributes: Record<string, string | null>): void {
  const pairs = Object.entries({ ...GOOD_ATTRIBUTES, ...attributes });
  run(withPreset(optionsOf(pairs.flatMap(([name, value]) => (value === null ? [] : { name, value })))));
}

function runJson(attributes: Record<string, string>): void {
  run(readOptions({ id: '', getAttribute: (name: string) => attributes[name] ?? null } as Element));
}

function fail(act: () => void, message: string): void {
  assert.throws(act, (error) => error instanceof Error && assert.equal(error.message, message) === undefined);
}

test('the inputs that are made bad below are good at first', () => {
  runAttributes({});
  runJson({ 'data-cvsp': JSON.stringify(GOOD) });
  run(GOOD);
});

test('an error about an attribute, JSON or an option names the field, its value and what is allowed', () => {
  const cases = [ATTRIBUTES, NOT_JSON, JSON_FIELDS, JSON_TEXTS, OPTIONS, CALLS];
  const count = cases.reduce((sum, { length }) => sum + length, 0);
  assert.ok(count >= 200, `${count} are bad`);

  for (const [attributes, ...said] of ATTRIBUTES) fail(() => runAttributes(attributes), messageOf(said));
  for (const [fields, ...said] of JSON_FIELDS) {
    const text = `${JSON.stringify(GOOD).slice(0, -1)}, ${fields} }`;
    fail(() => runJson({ 'data-cvsp': text }), messageOf(said));
  }
  for (const [text, ...said] of JSON_TEXTS) fail(() => runJson({ 'data-cvsp': text }), messageOf(said));
  for (const [options, ...said] of OPTIONS) fail(() => run({ ...GOOD, ...options } as FigureOptions), messageOf(said));
  for (const [attribute, text] of NOT_JSON) {
    let words = '';
    try {
      JSON.parse(text);
    } catch (error) {
      words = (error as Error).message;
    }
    const act = attribute.startsWith('data-') ? runJson : runAttributes;
    fail(() => act({ [attribute]: text }), `${attribute} is not JSON: ${words}`);
  }
  for (const [method, argument, ...said] of CALLS) {
    const check = { seek: checkMoment, step: checkSteps }[method];
    fail(() => check(argument), messageOf(said));
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
  assert.equal('polluted' in {}, false);
});
