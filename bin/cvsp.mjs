#!/usr/bin/env node
// Puts figures in place of fences that are marked `cvsp`: `cvsp markdown < post.md`, and `cvsp mdbook`, a preprocessor of mdBook.

import { text } from 'node:stream/consumers';
import { withFigures } from 'cvsp/markdown';

/** Does what mdBook asks of a preprocessor: a context and a book come in, the book goes out. */
function mdbook(input) {
  const [, book] = JSON.parse(input);
  // Since version 0.5 a book has items, before it had sections; what is no chapter has no text.
  const visit = (items) => {
    for (const { Chapter: chapter } of items) {
      if (!chapter) continue;
      chapter.content = within(chapter.path ?? chapter.name, () => withFigures(chapter.content));
      visit(chapter.sub_items);
    }
  };
  visit(book.items ?? book.sections);
  return JSON.stringify(book);
}

function within(name, act) {
  try {
    return act();
  } catch (error) {
    throw new Error(`${name}, ${error.message}`);
  }
}

const [command, ...args] = process.argv.slice(2);
const commands = { markdown: withFigures, mdbook };
try {
  if (command === 'mdbook' && args[0] === 'supports') {
    process.exitCode = args[1] === 'html' ? 0 : 1;
  } else if (Object.hasOwn(commands, command ?? '')) {
    process.stdout.write(commands[command](await text(process.stdin)));
  } else {
    throw new Error(`command is ${command ?? 'missing'}: it must be markdown or mdbook`);
  }
} catch ({ message }) {
  console.error(`cvsp: ${message}`);
  process.exitCode = 1;
}
