/** How the tests have the elements' manifest made: in memory, with nothing written anywhere. */
export default { globs: ['www/elements/*.ts'], packagejson: false, quiet: true };
