import { join } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { checkCommand } from './commands/check';
import { explainCommand } from './commands/explain';
import { graphFromArguments } from './commands/graphArguments';
import { CommandError, exitCodes, type CommandOutput } from './commands/output';
import { runFromArguments } from './commands/runArguments';
import { cacheFromArguments } from './commands/cacheArguments';
import { LanguageService } from './language/languageService';
import { loadContent } from './world/content';

/** Wiring only: reads the arguments and calls one file of `commands/`. */
const content = loadContent(join(__dirname, 'content.json'));
const write: CommandOutput = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
};

const commandTable: Readonly<Record<string, (words: string[]) => Promise<number>>> = {
  check: async (words) => {
    const { values, positionals } = parse(words, {
      format: { type: 'string', default: 'text' },
      'fail-on': { type: 'string', default: 'warning' },
      fix: { type: 'boolean', default: false },
    });
    const format = oneOf('--format', values['format'], ['text', 'json', 'sarif', 'github']);
    const failOn = oneOf('--fail-on', values['fail-on'], ['error', 'warning', 'information', 'hint', 'never']);
    const paths = positionals.length ? positionals : ['.'];
    return checkCommand({ service: new LanguageService(content), paths, format, failOn, fix: values['fix'] === true }, write);
  },
  explain: async (words) => {
    const { values, positionals } = parse(words, {
      level: { type: 'string', default: 'developer' },
      background: { type: 'string', default: 'none' },
    });
    const level = oneOf('--level', values['level'], ['child', 'teen', 'developer']);
    const background = oneOf('--background', values['background'], ['none', 'dotnet', 'git']);
    if (positionals.length !== 1) throw new CommandError('explain takes one FILE:LINE:COLUMN');
    return explainCommand({ service: new LanguageService(content), place: positionals[0]!, level, background }, write);
  },
  graph: (words) => graphFromArguments(content, words, write),
  cache: (words) => cacheFromArguments(new LanguageService(content), words, write),
  run: (words) => runFromArguments(words, write),
  lsp: async () => {
    // The server reads `--stdio` from the process's arguments and answers until its input ends.
    await import(join(__dirname, 'server.js'));
    return new Promise(() => undefined);
  },
};

function parse(words: string[], options: NonNullable<ParseArgsConfig['options']>) {
  return parseArgs({ args: words, options, allowPositionals: true, strict: true });
}

function oneOf<T extends string>(option: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new CommandError(`${option} takes ${allowed.join(', ')}; got ${String(value)}`);
  return found;
}

async function main([name, ...words]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help' || words.includes('--help')) {
    write.out(content.commandLineHelp);
    return name === undefined ? exitCodes.couldNotRun : exitCodes.fine;
  }
  const command = Object.hasOwn(commandTable, name) ? commandTable[name] : undefined;
  if (!command) throw new CommandError(`unknown command ${name}; there are ${Object.keys(commandTable).join(', ')}`);
  return command(words);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    write.error(`layerwise: ${message.split('\n')[0]!}\n`);
    process.exitCode = exitCodes.couldNotRun;
  },
);
