/** What `npm start -- …` may be told. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const usage = `Usage: npm start -- [options]
  --folder PATH   open this folder instead of the sample project
  --port N        open VS Code in the browser, on 127.0.0.1:N, even where VS Code is installed
  --no-open       print the address, open no browser
  --help          print this`;

/** An option that cannot be used; its message is one sentence for the user. */
export class UsageError extends Error {}

/**
 * Reads the options.
 * @param {readonly string[]} args
 * @returns {{ folder?: string, port?: number, open: boolean, help: boolean }} folder: absolute
 * @throws {UsageError}
 */
export function readOptions(args) {
  const values = parse(args);
  return {
    folder: values.folder === undefined ? undefined : readFolder(values.folder),
    port: values.port === undefined ? undefined : readPort(values.port),
    open: !values['no-open'],
    help: values.help ?? false,
  };
}

function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        folder: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function readPort(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new UsageError(`--port ${text} is not a port from 1 to 65535.`);
  return port;
}

function readFolder(text) {
  // npm runs scripts in the checkout; INIT_CWD is where the user typed the command.
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), text);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`--folder ${text} is not a folder.`);
  return folder;
}
