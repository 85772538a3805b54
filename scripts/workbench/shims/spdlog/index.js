/**
 * Stands for the native log writer `@vscode/spdlog`: the calls that VS Code makes, in plain JavaScript.
 * Named exports, because it is read by `import()`.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const levelNames = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
const off = levelNames.length - 1;

class Logger {
  #file;
  #level = 2;
  #raw = false;
  #descriptor;

  constructor(_kind, _name, file) {
    this.#file = file;
  }

  trace(message) {
    this.#write(0, message);
  }
  debug(message) {
    this.#write(1, message);
  }
  info(message) {
    this.#write(2, message);
  }
  warn(message) {
    this.#write(3, message);
  }
  error(message) {
    this.#write(4, message);
  }
  critical(message) {
    this.#write(5, message);
  }
  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {}
  flush() {}
  clearFormatters() {
    this.#raw = true;
  }
  drop() {
    if (this.#descriptor !== undefined) fs.closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#level = off;
  }

  #write(level, message) {
    if (level < this.#level || this.#level === off) return;
    try {
      this.#descriptor ??= fs.openSync(this.#file, 'a');
      const line = this.#raw ? message : `${new Date().toISOString()} [${levelNames[level]}] ${message}\n`;
      fs.writeSync(this.#descriptor, line);
    } catch {
      // A log that cannot be written must not end the server.
    }
  }
}

async function createLogger(name, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
}

exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
