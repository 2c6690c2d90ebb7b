import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import CopyPlugin from 'copy-webpack-plugin';
import { EsbuildPlugin } from 'esbuild-loader';
import HtmlPlugin from 'html-webpack-plugin';
import CssPlugin from 'mini-css-extract-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import webpack from 'webpack';
import { POSTERS, withPosters } from './scripts/posters.mjs';
import { buildWasm } from './scripts/wasm.mjs';

const root = import.meta.dirname;
const BROWSERS = 'es2022';
const VERSION = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const PRESET_IDS = join(root, 'scripts/preset-ids.mjs');

/** Style sheets inside of a script, which constructs them: nothing that swaps a page's head takes them away. */
const CONSTRUCTED = [
  { loader: 'css-loader', options: { exportType: 'css-style-sheet' } },
  { loader: 'esbuild-loader', options: { loader: 'css', minify: true, target: BROWSERS } },
  PRESET_IDS,
];

/** The sheets of what is loaded when it is wanted. */
const WANTED = /\/www\/(?:panels\/.*|group\/stage)\.css$/;

/** Puts the page's sheets and the simulator into files of their own, and other sheets into their chunks. */
const FILES = [
  { test: WANTED, use: CONSTRUCTED },
  { test: /\.css$/, resourceQuery: /^\?sheet$/, use: CONSTRUCTED },
  {
    test: /\.css$/,
    exclude: WANTED,
    resourceQuery: { not: /^\?sheet$/ },
    use: [CssPlugin.loader, 'css-loader', PRESET_IDS],
  },
  { test: /\.wasm$/, type: 'asset/resource' },
];

/** Puts both inside of the script. */
const INSIDE = [
  { test: /\.css$/, use: CONSTRUCTED },
  { test: /\.wasm$/, type: 'asset/bytes' },
];

/** What Terser may take for granted: that functions may become arrows, since none is called with `new`, and getters only read. */
const TERSER = {
  compress: { ecma: 2020, passes: 3, comparisons: false, keep_fargs: false, pure_getters: true, unsafe_arrows: true },
};
const ESBUILD = { target: BROWSERS, css: true, include: /\.css$/ };

/** Returns what all outputs share. Nothing is evaluated or injected at run time: `script-src 'self' 'wasm-unsafe-eval'` is enough. */
const shared = (mode, assets = FILES) => ({
  mode,
  context: root,
  target: ['web', BROWSERS],
  devtool: mode === 'development' ? 'source-map' : false,
  resolve: { extensions: ['.ts', '.js'] },
  module: {
    rules: [
      // What package.json says of side effects is for those who import what is built.
      { test: /\.ts$/, loader: 'esbuild-loader', options: { target: BROWSERS }, sideEffects: true },
      ...assets,
      // Programs to be read: a module of the type asset/source would be minified where it is JavaScript.
      { resourceQuery: /^\?raw$/, type: 'json', parser: { parse: (text) => text } },
    ],
  },
  // Terser for scripts, which are smaller by it than by esbuild; esbuild for style sheets.
  optimization: { minimizer: [new TerserPlugin({ terserOptions: TERSER }), new EsbuildPlugin(ESBUILD)] },
  performance: false,
  stats: 'errors-warnings',
  infrastructureLogging: { level: 'warn' },
});

/** Makes the files of a post: a classic script and a style sheet with fixed names, and the wasm beside the script. */
const embed = (mode) => ({
  ...shared(mode),
  name: 'embed',
  entry: {
    animations: ['./www/embed.ts', './www/figure/figures.css', './www/group/controls.css'],
    // A page with a lab has this script instead, or as well.
    lab: ['./www/embed.ts', './www/lab/embed.ts'],
  },
  output: {
    path: join(root, 'dist/embed/js/cvsp'),
    filename: '[name].js',
    // The version keeps a browser from playing a new script with an old simulator from its cache. A page can preload it.
    assetModuleFilename: ({ filename }) =>
      `cvsp${{ worker: '-worker', recordings: '-recordings' }[filename.split('/').at(-2)] ?? ''}.wasm?${VERSION}`,
    // www/own-files.ts finds the folder.
    publicPath: '',
    chunkFilename: 'cvsp-[name].js?[contenthash:8]',
    // A page that isolates itself takes files of other hosts only where they are asked for so.
    crossOriginLoading: 'anonymous',
    trustedTypes: 'cvsp',
  },
  plugins: [
    new CssPlugin({ filename: '../../css/cvsp/animations.css' }),
    new CopyPlugin({ patterns: [{ from: POSTERS, to: join(root, 'dist/posters/img/cvsp') }] }),
  ],
});

/** Makes one file of all that but for recordings, for a page that has nothing beside it, and may have come by mail. */
const all = (mode) => ({
  ...shared(mode, INSIDE),
  name: 'all',
  entry: ['./www/styles.ts', './www/embed.ts'],
  output: { path: join(root, 'dist/embed/js/cvsp'), filename: 'cvsp-all.js' },
  plugins: [
    new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 }),
    // It would be more than twice as large with what reads them.
    new webpack.NormalModuleReplacementPlugin(/\/recorded\.ts$/, './recorded-nowhere.ts'),
  ],
});

/** Makes the walkthrough, as static files that find each other from any sub-path. */
const site = (mode) => ({
  ...shared(mode),
  name: 'site',
  entry: './www/site/site.ts',
  devServer: SERVER,
  output: {
    path: join(root, 'dist/site'),
    filename: '[name].[contenthash:8].js',
    assetModuleFilename: '[name].[contenthash:8][ext]',
    trustedTypes: 'cvsp',
    // www/own-files.ts finds the folder.
    publicPath: '',
  },
  plugins: [
    // The page's own white space stays: a minifier does not know all the elements that stand inside a line.
    new HtmlPlugin({ template: './www/site/index.html', minify: false }),
    { apply: finishPage },
    { apply: rebuildWasm },
    new CssPlugin({ filename: '[name].[contenthash:8].css' }),
    new CopyPlugin({
      patterns: [
        { from: POSTERS, to: 'posters' },
        { from: './docs/all-three.png' },
        { from: './www/site', globOptions: { ignore: ['**/*.{css,html,ts}'] }, noErrorOnMissing: true },
      ],
    }),
  ],
});

/** Makes the lab, a page of its own in a folder of the walkthrough's, whose scripts and simulator lie in that of the site. */
const lab = (mode) => ({
  ...shared(mode),
  name: 'lab',
  entry: { lab: './www/lab/page.ts' },
  output: site(mode).output,
  plugins: [
    new HtmlPlugin({ template: './www/lab/index.html', filename: 'lab/index.html', publicPath: '../', minify: false }),
    new CssPlugin({ filename: '[name].[contenthash:8].css' }),
  ],
});

/**
 * Makes the page for iframes and its script, which has everything inside: in a sandbox it is of no origin, and can fetch
 * nothing. The lab has iframes of them copied; scripts/build.mjs has them in dist/embed/, too.
 */
const player = (mode) => ({
  ...shared(mode, INSIDE),
  name: 'player',
  entry: './www/lab/player/player.ts',
  output: { path: join(root, 'dist/site'), filename: 'js/cvsp/player.js' },
  plugins: [
    new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 }),
    new CopyPlugin({ patterns: ['./www/lab/player/player.html'] }),
  ],
});

/** Serves the walkthrough for npm start. HOST and PORT say where; without PORT it is 8080 or the first free one after it. */
const SERVER = {
  host: process.env.HOST ?? '127.0.0.1',
  port: process.env.PORT ?? 'auto',
  // Who names a host wants to reach it by other names, too.
  allowedHosts: process.env.HOST ? 'all' : 'auto',
  ...{ hot: false, static: false },
  onListening({ options: { host }, server }) {
    console.log(`http://${host.includes(':') ? `[${host}]` : host}:${server.address().port}/`);
  },
};

/**
 * Puts posters into the page, for readers whose browser runs no script, or no WebAssembly, and the address of its picture,
 * which must be whole for those who show links: SITE_URL says where the page will be. Without it the address is relative.
 */
function finishPage(compiler) {
  const { SITE_URL } = process.env;
  const withAddress = (html) =>
    SITE_URL ? html.replace(/(?<="og:image" content=")[^"]*/, (file) => String(new URL(file, SITE_URL))) : html;
  compiler.hooks.compilation.tap('page', (compilation) => {
    const { beforeEmit } = HtmlPlugin.getCompilationHooks(compilation);
    beforeEmit.tap('page', (page) => ({ ...page, html: withAddress(withPosters(page.html)) }));
  });
}

/** Builds the simulator anew when src/ is edited under npm start: webpack watches it, too, and sees the new pkg/. */
function rebuildWasm(compiler) {
  const source = join(root, 'src');
  let failure;
  compiler.hooks.watchRun.tapPromise('wasm', async ({ modifiedFiles = [] }) => {
    if (![...modifiedFiles].some((path) => path.startsWith(source))) return;
    failure = undefined;
    await buildWasm({ optimise: false }).catch((error) => {
      failure = error;
    });
  });
  compiler.hooks.thisCompilation.tap('wasm', (compilation) => {
    compilation.contextDependencies.add(source);
    if (failure) compilation.errors.push(failure);
  });
}

export default (_env, { mode = 'production' } = {}) => [embed(mode), all(mode), site(mode), lab(mode), player(mode)];
