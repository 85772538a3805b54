/** The test suites, in the order in which `npm test` runs them: the quick and narrow first. */

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} [script] `scripts/suites/<name>.mjs` by default
 * @property {boolean} needsDaemon
 * @property {boolean} needsPackage the VSIX must be there
 * @property {number} minutes after which it is ended and counts as failed
 */

/** @type {readonly Suite[]} */
export const suites = [
  { name: 'core', needsDaemon: false, needsPackage: false, minutes: 5 },
  { name: 'lsp', needsDaemon: false, needsPackage: false, minutes: 10 },
  { name: 'daemon', needsDaemon: true, needsPackage: false, minutes: 45 },
  { name: 'host', needsDaemon: false, needsPackage: true, minutes: 10 },
  { name: 'workbench', needsDaemon: true, needsPackage: true, minutes: 30 },
];
