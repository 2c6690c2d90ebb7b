import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withBrowser } from './support/browser.ts';
import { bundle } from './support/bundle.ts';

const openPage = withBrowser();
const file = (name: string) => readFileSync(`tests/fingerprint/${name}`, 'utf8');

test('timelines have the golden fingerprint in a page', async (t) => {
  const { url, close } = await bundle('tests/browser/support/fingerprint.ts');
  t.after(close);
  const page = await openPage(t);
  await page.goto(url);
  const scenarios: object[] = JSON.parse(file('scenarios.json'));
  const seen = await page.evaluate((scenarios) => window.fingerprint(scenarios), scenarios);
  assert.equal(seen, file('expected.txt'));
});
