// Makers of sites: each is one entry, with what its recipe in docs/recipes.md says and nothing else of ours. The page of each
// has a row of predefined figures, a group and a figure of its own options; a second page leads back to the first.

/** What a page has, as HTML; frameworks whose templates are no HTML write it their way. */
export const CONTENT = `
<h1>Kettles</h1>
<p>Sixteen tiles.</p>
<div id="io-bound-left"></div>
<div id="io-bound-right"></div>
<p>A group:</p>
<cvsp-group grid="4x4" load="1500..7000" render="800..1500" seed="42">
  <cvsp-figure strategy="coroutines"></cvsp-figure>
  <cvsp-figure strategy="threads" limit="8"></cvsp-figure>
</cvsp-group>
<p>Of its own:</p>
<div id="own" data-cvsp='{ "strategy": "threads", "limit": 4, "grid": [4, 4], "load": 1500, "render": 800, "seed": 1 }'></div>
`;

/** The same in Markdown, whose blank lines end blocks of HTML. */
const MARKDOWN = CONTENT.replace('<h1>Kettles</h1>', '# Kettles\n')
  .replaceAll(/<p>(.*)<\/p>/g, '\n$1\n')
  .replace(/\n {2}(?=<cvsp)/g, '\n  ');

/** The second page of makers that read Markdown: a figure that is written as text, and the way back. */
const other = (link) => `# Other

\`\`\`cvsp
caption: From text
grid: 4x4
load: 1500
render: 800
seed: 1
---
strategy: coroutines
---
strategy: threads
\`\`\`

[back](${link})
`;

const html = (script) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kettles</title><link rel="icon" href="data:,">
${script}</head>
<body><main>${CONTENT}</main></body>
</html>`;

const MODULE = '<script type="module" src="./main.js"></script>';

const vite = (version) => ({
  packages: [`vite@${version}`],
  files: { 'index.html': html(MODULE), 'main.js': "import 'cvsp/auto';\n" },
  dev: 'vite --base /sub/ --host 127.0.0.1 --port $PORT',
  build: 'vite build --base /sub/',
  out: 'dist',
});

/** A page whose script fills it. */
const APP = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kettles</title><link rel="icon" href="data:,"></head>
<body><div id="app"></div><script type="module" src="/main.jsx"></script></body>
</html>`;

/** A framework on Vite. */
const onVite = (packages, config, files) => ({
  ...vite(7),
  packages: [...packages, 'vite@7'],
  files: { 'index.html': APP, 'vite.config.js': config, ...files },
});

/** JSX has no attributes of text in single quotes, and closes every element. */
const JSX = CONTENT.replace(/data-cvsp='(.*)'/, (_, json) => `data-cvsp={'${json}'}`).replaceAll(/^/gm, '      ');

export const MAKERS = {
  'Vite 4': vite(4),
  'Vite 5': vite(5),
  'Vite 6': vite(6),
  'Vite 7': vite(7),
  'Vite 8': vite(8),
  Vue: onVite(
    ['vue@3', '@vitejs/plugin-vue@6'],
    `import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag.startsWith('cvsp-');
export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
`,
    {
      'main.jsx': `import 'cvsp/auto';
import { createApp } from 'vue';
import App from './App.vue';

createApp(App).mount('#app');
`,
      'App.vue': `<template><main>${CONTENT}</main></template>\n`,
    },
  ),
  Solid: onVite(
    ['solid-js@1', 'vite-plugin-solid@2'],
    "import solid from 'vite-plugin-solid';\n\nexport default { plugins: [solid()] };\n",
    {
      'main.jsx': `import 'cvsp/auto';
import { render } from 'solid-js/web';

render(() => <main>${JSX}</main>, document.getElementById('app'));
`,
    },
  ),
  Lit: {
    ...onVite(['lit@3'], 'export default {};\n', {
      'main.jsx': `import 'cvsp/auto';
import { html, LitElement, render } from 'lit';

class Kettles extends LitElement {
  createRenderRoot() {
    return this;
  }

  render() {
    return html\`${CONTENT}\`;
  }
}
customElements.define('my-kettles', Kettles);
render(html\`<main><my-kettles></my-kettles></main>\`, document.getElementById('app'));
`,
    }),
    // It warns of its own development build.
    says: /^Lit is in dev mode/,
  },
  Parcel: {
    packages: ['parcel@2'],
    files: { 'index.html': html(MODULE), 'main.js': "import 'cvsp/dist/lib/auto.js';\n" },
    dev: 'parcel serve index.html --public-url /sub/ --host 127.0.0.1 --port $PORT',
    build: 'parcel build index.html --public-url /sub/ --dist-dir dist',
    out: 'dist',
  },
  Rspack: {
    packages: ['@rspack/core@1', '@rspack/cli@1'],
    files: {
      'src/index.js': "import 'cvsp/auto';\n",
      'public/index.html': html('<script src="main.js" defer></script>'),
      'rspack.config.mjs': `export default { mode: 'production', output: { path: import.meta.dirname + '/public' } };\n`,
    },
    build: 'rspack build',
    out: 'public',
  },
  'Next.js': {
    packages: ['next@15', 'react@19', 'react-dom@19'],
    files: {
      'next.config.mjs': "export default { output: 'export', basePath: '/sub', trailingSlash: true };\n",
      'app/figures.jsx': "'use client';\nimport 'cvsp/auto';\n\nexport const Figures = () => null;\n",
      'app/layout.jsx': `import { Figures } from './figures';

export default function Layout({ children }) {
  return <html lang="en"><body><Figures />{children}</body></html>;
}
`,
      'app/icon.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16"><path d="M0 0h16v16H0z"/></svg>',
      'app/page.jsx': `import Link from 'next/link';

export default function Page() {
  return (
    <main>
${JSX}
      <Link href="/other/">elsewhere</Link>
    </main>
  );
}
`,
      'app/other/page.jsx': `import Link from 'next/link';

export default function Page() {
  return <main><Link href="/">back</Link></main>;
}
`,
    },
    dev: 'next dev --hostname 127.0.0.1 --port $PORT',
    build: 'next build',
    out: 'out',
  },
  Astro: {
    packages: ['astro@5'],
    files: {
      'astro.config.mjs': `import cvsp from 'cvsp/remark';

export default { base: '/sub', devToolbar: { enabled: false }, markdown: { remarkPlugins: [cvsp] } };
`,
      'src/layouts/Page.astro': `---
import { ClientRouter } from 'astro:transitions';
---
<html lang="en">
<head><meta charset="utf-8"><title>Kettles</title><link rel="icon" href="data:,"><ClientRouter /></head>
<body><main><slot /></main><script>import 'cvsp/auto';</script></body>
</html>
`,
      'src/pages/index.astro': `---
import Page from '../layouts/Page.astro';
---
<Page>${CONTENT}<a href="/sub/other/">elsewhere</a></Page>
`,
      'src/pages/other.md': `---\nlayout: ../layouts/Page.astro\n---\n${other('/sub/')}`,
    },
    dev: 'astro dev --host 127.0.0.1 --port $PORT',
    build: 'astro build',
    out: 'dist',
  },
  VitePress: {
    packages: ['vitepress@1', 'vue@3'],
    files: {
      '.vitepress/config.mjs': `import cvsp from 'cvsp/markdown-it';

export default {
  base: '/sub/',
  markdown: { config: (md) => md.use(cvsp) },
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cvsp-') } } },
};
`,
      '.vitepress/theme/index.js': "import 'cvsp/auto';\nexport { default } from 'vitepress/theme';\n",
      'index.md': `${MARKDOWN}\n[elsewhere](./other)\n`,
      'other.md': other('./index'),
    },
    toggle: '.VPNavBarAppearance button',
    dev: 'vitepress dev --host 127.0.0.1 --port $PORT',
    build: 'vitepress build',
    out: '.vitepress/dist',
  },
  Nuxt: {
    packages: ['nuxt@4', 'vue@3', 'vue-router@4'],
    files: {
      'nuxt.config.mjs': `export default defineNuxtConfig({
  app: { baseURL: '/sub/' },
  telemetry: false,
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cvsp-') } },
});
`,
      'app/plugins/cvsp.client.js': "import 'cvsp/auto';\n\nexport default defineNuxtPlugin(() => {});\n",
      'app/app.vue': '<template><NuxtPage /></template>\n',
      'app/pages/index.vue': `<template>\n<main>${CONTENT}<NuxtLink to="/other">elsewhere</NuxtLink></main>\n</template>\n`,
      'app/pages/other.vue': '<template>\n<main><NuxtLink to="/">back</NuxtLink></main>\n</template>\n',
    },
    dev: 'nuxt dev --host 127.0.0.1 --port $PORT',
    build: 'nuxt build',
    serve: 'PORT=$PORT HOST=127.0.0.1 node .output/server/index.mjs',
  },
  SvelteKit: {
    packages: ['@sveltejs/kit@2', '@sveltejs/adapter-static@3', '@sveltejs/vite-plugin-svelte', 'svelte@5', 'vite@8'],
    files: {
      'svelte.config.js': `import adapter from '@sveltejs/adapter-static';

export default { kit: { adapter: adapter(), paths: { base: '/sub' } } };
`,
      'vite.config.js': `import { sveltekit } from '@sveltejs/kit/vite';

export default { plugins: [sveltekit()] };
`,
      'src/app.html': `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><link rel="icon" href="data:,">%sveltekit.head%</head>
<body data-sveltekit-preload-data="hover"><div style="display: contents">%sveltekit.body%</div></body>
</html>
`,
      'src/routes/+layout.js': 'export const prerender = true;\nexport const trailingSlash = "always";\n',
      'src/routes/+layout.svelte': `<script>
  import 'cvsp/auto';
  let { children } = $props();
</script>

{@render children()}
`,
      'src/routes/+page.svelte': `<main>${CONTENT.replace(/data-cvsp='(.*)'/, (_, json) => `data-cvsp={'${json}'}`)}<a href="/sub/other/">elsewhere</a></main>\n`,
      'src/routes/other/+page.svelte': '<main><a href="/sub/">back</a></main>\n',
    },
    dev: 'vite dev --host 127.0.0.1 --port $PORT',
    build: 'vite build',
    out: 'build',
  },
  Docusaurus: {
    packages: ['@docusaurus/core@3', '@docusaurus/preset-classic@3', 'react@19', 'react-dom@19'],
    files: {
      // What it writes itself is no module.
      'package.json': '{ "private": true }\n',
      'docusaurus.config.js': `import cvsp from 'cvsp/remark';

export default {
  title: 'Kettles', url: 'http://127.0.0.1', baseUrl: '/sub/', favicon: 'data:,',
  clientModules: ['./src/figures.js'],
  presets: [['classic', { docs: { routeBasePath: '/', remarkPlugins: [cvsp] }, blog: false }]],
};
`,
      'src/figures.js': "import 'cvsp/auto';\n",
      'docs/index.mdx': `${MARKDOWN.replace(/data-cvsp='(.*)'/, (_, json) => `data-cvsp={'${json}'}`)}\n[elsewhere](./other.mdx)\n`,
      'docs/other.mdx': other('./index.mdx'),
    },
    toggle: 'button[class*=toggleButton]',
    dev: 'docusaurus start --host 127.0.0.1 --port $PORT --no-open',
    build: 'docusaurus build',
    out: 'build',
  },
  'Material for MkDocs': {
    python: ['mkdocs-material'],
    copy: { 'dist/embed': 'docs', 'examples/python/cvsp.py': 'cvsp.py' },
    files: {
      'mkdocs.yml': `site_name: Kettles
site_url: http://127.0.0.1/sub/
theme:
  name: material
  font: false
  features: [navigation.instant]
  palette:
    - { scheme: default, toggle: { icon: material/brightness-7, name: Dark } }
    - { scheme: slate, toggle: { icon: material/brightness-4, name: Light } }
hooks: [cvsp.py]
extra_css: [css/cvsp/animations.css]
extra_javascript: [js/cvsp/animations.js]
`,
      'docs/index.md': `${MARKDOWN}\n[elsewhere](other.md)\n`,
      'docs/other.md': other('index.md'),
    },
    toggle: 'label[title=Dark]',
    dev: 'mkdocs serve --dev-addr 127.0.0.1:$PORT',
    build: 'mkdocs build',
    out: 'site',
  },
  Sphinx: {
    python: ['sphinx', 'myst-parser'],
    copy: { 'dist/embed': '_static', 'examples/python/cvsp.py': 'cvsp.py' },
    files: {
      'conf.py': `import sys

project = "Kettles"
sys.path.insert(0, ".")
extensions = ["myst_parser", "cvsp"]
exclude_patterns = ["node_modules", ".venv"]
html_static_path = ["_static"]
html_css_files = ["css/cvsp/animations.css"]
html_js_files = ["js/cvsp/animations.js"]
`,
      'index.md': `${MARKDOWN}\n[elsewhere](other.md)\n`,
      'other.md': other('index.md'),
    },
    build: 'sphinx-build --quiet . dist',
    out: 'dist',
  },
  Eleventy: {
    packages: ['@11ty/eleventy@3'],
    copy: { 'dist/embed': '.' },
    files: {
      'eleventy.config.js': `import cvsp from 'cvsp/markdown-it';

export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy('css');
  eleventyConfig.addPassthroughCopy('js');
  eleventyConfig.amendLibrary('md', (md) => md.use(cvsp));
  return { markdownTemplateEngine: false };
}
`,
      '_includes/page.html': `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Kettles</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/sub/css/cvsp/animations.css">
<script src="/sub/js/cvsp/animations.js" defer></script>
</head>
<body><main>{{ content }}</main></body>
</html>
`,
      'index.md': `---\nlayout: page.html\n---\n${MARKDOWN}\n[elsewhere](/sub/other/)\n`,
      'other.md': `---\nlayout: page.html\n---\n${other('/sub/')}`,
    },
    dev: 'eleventy --serve --port $PORT --pathprefix /sub/',
    build: 'eleventy --output _site',
    out: '_site',
  },
  Jupyter: {
    python: ['nbconvert'],
    copy: { 'dist/embed/js/cvsp/cvsp-all.js': 'cvsp-all.js' },
    files: {
      'index.ipynb': JSON.stringify({
        cells: [
          {
            cell_type: 'markdown',
            id: 'kettles',
            metadata: {},
            source: `<script src="cvsp-all.js"></script>\n${MARKDOWN}`,
          },
        ],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5,
      }),
    },
    build: 'jupyter nbconvert --to html index.ipynb',
    out: '.',
    // Its pages load MathJax from elsewhere.
    says: /net::ERR_NAME_NOT_RESOLVED/,
  },
  mdBook: {
    cargo: 'mdbook',
    copy: { 'dist/embed/js/cvsp/cvsp-all.js': 'cvsp-all.js' },
    files: {
      'book.toml': `[book]
title = "Kettles"

[preprocessor.cvsp]
command = "npx cvsp mdbook"

[output.html]
additional-js = ["cvsp-all.js"]
`,
      'src/SUMMARY.md': '- [Kettles](index.md)\n- [Other](other.md)\n',
      'src/index.md': `${MARKDOWN}\n[elsewhere](other.md)\n`,
      'src/other.md': other('index.md'),
    },
    build: 'mdbook build',
    out: 'book',
  },
};
