import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets';

const sheet = fileURLToPath(import.meta.resolve('cvsp/cvsp.css'));

export default {
  input: 'main.js',
  output: { dir: 'dist' },
  plugins: [
    resolve({ browser: true }),
    // It brings the simulator along.
    importMetaAssets(),
    {
      name: 'style sheet',
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'cvsp.css', source: readFileSync(sheet) });
      },
    },
  ],
};
