// Gives type checkers of templates the last TypeScript that is written in JavaScript: they change it as they load it.

const Module = require('node:module');

const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  resolve.call(Module, request.replace(/^typescript(?=\/|$)/, 'typescript-5'), ...rest);
