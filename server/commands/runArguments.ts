import { parseArgs } from 'node:util';
import { keyValuePairs } from './keyValuePairs';
import { CommandError, type CommandOutput } from './output';
import { runCommand } from './run';

/** Reads the arguments of `layerwise run`; everything behind `--` goes to the container. */
export function runFromArguments(words: readonly string[], write: CommandOutput): Promise<number> {
  const dashes = words.indexOf('--');
  const own = dashes < 0 ? words : words.slice(0, dashes);
  const { values, positionals } = parseArgs({
    args: [...own],
    allowPositionals: true,
    options: {
      file: { type: 'string', short: 'f' },
      target: { type: 'string' },
      compose: { type: 'string' },
      service: { type: 'string' },
      base: { type: 'string', multiple: true },
      entrypoint: { type: 'string' },
      init: { type: 'boolean' },
      format: { type: 'string', default: 'text' },
    },
  });
  if (positionals.length > 0) throw new CommandError(`run takes no ${positionals[0]!}; arguments for the container stand behind --`);
  const { format } = values;
  if (format !== 'text' && format !== 'json') throw new CommandError(`--format takes text, json; got ${format}`);
  const base = keyValuePairs('--base', values.base ?? [], 'IMAGE=JSONFILE');
  return runCommand({ ...values, base, format, ...(dashes < 0 ? {} : { arguments: words.slice(dashes + 1) }) }, write);
}
