/** Is `cvsp/markdown-it`: fences that are marked `cvsp` become figures, as in VitePress and Eleventy. */

import { type MarkdownIt, markdownItPlugin } from './fence/markdown-it.ts';
import { loadSimulator } from './run/simulator.ts';

export type { MarkdownIt };

/** Is the plugin. While a document is rendered, it throws an error that names the line and what is wrong there. */
const cvsp: (markdown: MarkdownIt) => void = markdownItPlugin(
  // Plugins of markdown-it cannot wait.
  await loadSimulator(),
);
export default cvsp;
