import assert from 'node:assert/strict';
import { test } from 'node:test';
// @ts-expect-error A package without types.
import MarkdownIt from 'markdown-it';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { figuresIn } from '../../www/fence/markdown.ts';
import { markdownItPlugin } from '../../www/fence/markdown-it.ts';
import { readFence } from '../../www/fence/read.ts';
import { remarkPlugin } from '../../www/fence/remark.ts';
import { membersOf } from '../../www/poster/members.ts';
import { drawPoster } from '../../www/poster/poster.ts';
import { simulate } from '../support/simulator.ts';

const withMarkdownIt = (text: string) => new MarkdownIt().use(markdownItPlugin(simulate) as () => void).render(text);

const withRemark = async (text: string) => {
  const processor = unified()
    .use(remarkParse)
    .use(remarkPlugin(async () => simulate))
    .use(remarkRehype);
  return String(await processor.use(rehypeStringify).process(text));
};

const fence = (...lines: string[]) => ['# Post', '', '```cvsp', ...lines, '```', ''].join('\n');

/** Takes the poster's address out of HTML, and asserts that it is the poster's. */
function withoutPosters(html: string): string {
  return html.replace(/src="data:image\/svg\+xml,([^"]*)"/g, (_, text: string) => {
    assert.match(decodeURIComponent(text), /^<svg .*<\/svg>\n$/s);
    return 'src=""';
  });
}

const WORK = ['grid: 2x2', 'load: 100..300/50', 'render: 200', 'seed: 1'];

test('both plugins make the same elements of a fence, with a poster inside, and leave other fences alone', async () => {
  const text = fence(
    'strategy: threads',
    '# four of them',
    ...WORK,
    'cores: 2',
    'label: "Mine" & <yours>',
    'caption: A <b>',
  );
  const { makespan } = simulate({
    strategy: 'threads',
    grid: [2, 2],
    load: [100, 300, 50],
    render: 200,
    seed: 1,
    cores: 2,
  });
  const work = /their loads and renders take 1\.\d s\./;
  const alt = `"Mine" & <yours>, on 2 cores. A picture of 4 tiles, finished after ${makespan} ms. One thing after another, `;
  for (const html of [withMarkdownIt(text), await withRemark(text)]) {
    const plain = withoutPosters(html)
      .replace(/&(?:quot|#x22);/g, "'")
      .replace(/&(?:amp|#x26);/g, '&')
      .replace(/&(?:lt|#x3C);/g, '<')
      .replace(/&gt;/g, '>')
      .trim();
    const [, start, end] = /^([\s\S]*?)their[^>]*? s\.([\s\S]*)$/.exec(plain)!;
    assert.match(plain, work);
    assert.equal(
      start!.replaceAll('\n', ''),
      '<h1>Post</h1><figure><cvsp-figure strategy="threads" cores="2" grid="2x2" load="100..300/50" render="200" seed="1" ' +
        `label="'Mine' & <yours>"><img src="" width="320" height="408" alt="${alt.replaceAll('"', "'")}`,
    );
    assert.equal(end!.replace(' "', '"'), '"></cvsp-figure><figcaption>A <b></figcaption></figure>');
  }
  const other = '```js\ncvsp\n```\n';
  assert.equal(withMarkdownIt(other), new MarkdownIt().render(other));
  assert.equal(await withRemark(other), '<pre><code class="language-js">cvsp\n</code></pre>');
});

test('lines and JSON say the same, and a row shares what comes first', async () => {
  const lines = ['caption: Two', ...WORK, '---', 'strategy: sequential', '---', 'strategy: coroutines', 'limit: 2'];
  const json = JSON.stringify({
    caption: 'Two',
    ...{ grid: [2, 2], load: [100, 300, 50], render: 200, seed: 1 },
    figures: [{ strategy: 'sequential' }, { strategy: 'coroutines', limit: 2 }],
  });
  const html = withMarkdownIt(fence(...lines));
  assert.equal(withMarkdownIt(fence(json)), html);
  assert.match(
    html,
    /<figure><cvsp-group><cvsp-figure strategy="sequential" [^>]*><img [^>]*><\/cvsp-figure><cvsp-figure strategy="coroutines" limit="2"/,
  );
  const single = { strategy: 'threads', grid: [2, 2], load: 1, render: 2, seed: 3 } as const;
  const { figures } = readFence(JSON.stringify(single), 1);
  assert.deepEqual(
    figures.map(({ options }) => options),
    [single],
  );
  assert.deepEqual(readFence(`[${JSON.stringify(single)}]`, 1).figures[0]!.options, single);
  const poster = drawPoster(membersOf(simulate, single));
  const [, address] = /src="data:image\/svg\+xml,([^"]*)"/.exec(withMarkdownIt(fence(JSON.stringify(single))))!;
  assert.equal(decodeURIComponent(address!), poster);
});

test('a recording is a figure without a poster, since only the page knows where its file is', () => {
  const text = fence('trace: runs/run.json', 'lanes:', '---', '---', 'predicted: true');
  assert.equal(
    withMarkdownIt(text),
    '<h1>Post</h1>\n<figure><cvsp-group><cvsp-figure trace="runs/run.json" lanes=""></cvsp-figure>' +
      '<cvsp-figure trace="runs/run.json" predicted="" lanes=""></cvsp-figure></cvsp-group></figure>\n',
  );
});

test('an error names the line of the document', async () => {
  const strategies = 'one of "sequential", "threads", "processes", "coroutines", "work-stealing"';
  const line = 'a field and its value, such as "load: 1500..7000", or "---" between figures';
  for (const [lines, message] of [
    [['strategy: threads', 'grid: 4by4'], 'line 5: grid is "4by4"; it must be columns × rows, such as "4x4"'],
    [['strategy: fibers', ...WORK], `line 4: strategy is "fibers"; it must be ${strategies}`],
    [['strategy threads'], `line 4: the line is "strategy threads"; it must be ${line}`],
    [['seed: 1', 'seed: 2'], 'line 5: seed is there twice'],
    [['colour: red'], 'line 4: the field is "colour"; it must be caption, or one of those of docs/scenario.md'],
    [['strtegy: threads'], 'line 4: strtegy is "threads"; it must be left out: the attribute is strategy'],
    [['{"caption": 3}'], 'line 4: caption is 3; it must be a text'],
    [['{"figures": []}'], 'line 4: figures is []; it must be a list of objects'],
    [
      [...WORK, '---', 'strategy: threads', '---', 'strategy: coroutines', 'limit: 0'],
      /^line 12: limit is 0; it must be /,
    ],
    [['strategy: threads'], /^line 3: grid is missing; it must be /],
    [['{"strategy": '], /^line 4: /],
  ] as [string[], string | RegExp][]) {
    assert.throws(() => withMarkdownIt(fence(...lines)), { message });
    await assert.rejects(withRemark(fence(...lines)), { message });
  }
});

test('a document keeps all but its figures, which stand where their fences were', () => {
  const lines = ['strategy: threads', ...WORK];
  const html = withMarkdownIt(fence(...lines)).split('\n')[1]!;
  const indented = (by: string) => ['```cvsp', ...lines, '```'].map((line) => by + line).join('\n');
  for (const [document, expected] of [
    [`Text\n\n${indented('')}\nmore`, `Text\n\n${html}\n\nmore`],
    [`- item\n\n${indented('  ')}`, `- item\n\n  ${html}\n`],
    [`> quoted\n>\n${indented('> ')}`, `> quoted\n>\n> ${html}\n>`],
    [indented('').replaceAll('```', '~~~~'), `${html}\n`],
    // A fence without an end lasts until the document ends.
    [indented('').replace(/\n```$/, ''), `${html}\n`],
    ...['````md\n```cvsp\nnothing\n```\n````', '``` cvspx\n```', '`cvsp`\r\n', '    a\n'].map((same) => [same, same]),
  ] as [string, string][]) {
    assert.equal(figuresIn(simulate)(document), expected);
  }
  assert.throws(() => figuresIn(simulate)(`Text\n\n\`\`\`cvsp\nseed: 1\nseed: 2\n\`\`\``), {
    message: 'line 5: seed is there twice',
  });
});
