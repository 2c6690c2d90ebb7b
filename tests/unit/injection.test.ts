import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const WWW = new URL('../../www/', import.meta.url);

/** Lists the ways for a text to become markup, a style or a script, each with an example. Biome's rules find some of them. */
const FORBIDDEN: [way: RegExp, line: string][] = [
  [/\b(?:inner|outer)HTML\b/, 'element.innerHTML = label'],
  [/\b(?:insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe)\b/, "element.insertAdjacentHTML('beforeend', label)"],
  [/\b(?:DOMParser|createContextualFragment|srcdoc)\b/, 'range.createContextualFragment(label)'],
  [/\bdocument\.write/, 'document.write(label)'],
  [/\beval\b|\bFunction\(/, 'new Function(label)'],
  [/\bset(?:Timeout|Interval)\((?!\(|[a-z]\w*[,)])/, "setTimeout('play()', 5)"],
  [/['"`]javascript:/, "link.href = 'javascript:play()'"],
  [/\bcssText\b|\binsertRule\b/, 'element.style.cssText = label'],
  [/createElement\(\s*'(?:script|style|link|iframe|object|embed|base)'/, "document.createElement('style')"],
  [/\bsetAttribute(?:NS)?\(\s*['"`](?:style|on|href|src)/, "element.setAttribute('onclick', label)"],
];

test('nothing in www/ turns texts into markup, styles or scripts', () => {
  for (const [way, line] of FORBIDDEN) assert.match(line, way, 'each way is one that would be found');
  const files = readdirSync(WWW, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  assert.ok(files.length > 50);
  const found = files.flatMap((file) =>
    readFileSync(new URL(file, WWW), 'utf8')
      .split('\n')
      .flatMap((line, i) => (FORBIDDEN.some(([way]) => way.test(line)) ? `${file}:${i + 1}: ${line.trim()}` : [])),
  );
  assert.deepEqual(found, []);
});
