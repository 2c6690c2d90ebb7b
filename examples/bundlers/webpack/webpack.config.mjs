import CssPlugin from 'mini-css-extract-plugin';

export default {
  mode: 'production',
  entry: './main.js',
  module: { rules: [{ test: /\.css$/, use: [CssPlugin.loader, 'css-loader'] }] },
  plugins: [new CssPlugin()],
};
