import type { Simulate } from '../run/simulate.ts';
import { isFigure, type Tree, treeOf } from './tree.ts';

/** Is what a plugin needs of a Markdown tree, whose types need not be installed. */
interface Node {
  type: string;
  children?: Node[];
  lang?: string | null;
  value?: string;
  position?: { start: { line: number } } | undefined;
  data?: object;
}

/** A node of HTML's tree. */
type Html =
  | { type: 'text'; value: string }
  | { type: 'element'; tagName: string; properties: Readonly<Record<string, string>>; children: Html[] };

/**
 * Creates a plugin for remark, which makes figures of fences that are marked `cvsp`; all others stay as they are.
 *
 * While a document is rendered, it throws an error that names the line, the field, its value and what is allowed.
 */
export function remarkPlugin(load: () => Promise<Simulate>): () => (tree: unknown) => Promise<void> {
  return () => async (tree) => {
    const simulate = await load();
    const visit = (node: Node): void => {
      if (node.type === 'code' && isFigure(node.lang)) {
        const { name, attributes, children } = treeOf(simulate, node.value ?? '', node.position?.start.line ?? 1);
        // Whatever makes HTML of the tree takes the element as it is, MDX as well.
        node.type = 'cvspFigure';
        node.data = { hName: name, hProperties: attributes, hChildren: children.map(htmlOf) };
        delete node.value;
        return;
      }
      node.children?.forEach(visit);
    };
    visit(tree as Node);
  };
}

function htmlOf(child: Tree | string): Html {
  if (typeof child === 'string') return { type: 'text', value: child };
  const { name, attributes, children } = child;
  return { type: 'element', tagName: name, properties: attributes, children: children.map(htmlOf) };
}
