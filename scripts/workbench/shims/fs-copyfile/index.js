/** Stands for the native module that copies files by cloning; Node.js copies them as well. Named exports, because it is read by `import()`. */
'use strict';

const fs = require('node:fs');

exports.copyFile = fs.promises.copyFile;
exports.copyFileSync = fs.copyFileSync;
exports.cp = fs.promises.cp;
exports.constants = fs.constants;
exports.isCloneSupported = () => false;
