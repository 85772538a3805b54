import { parseArgs } from 'node:util';
import type { Content } from '../language/content';
import { composeGraphCommand } from './composeGraph';
import { graphCommand, graphFormats } from './graph';
import { CommandError, type CommandOutput } from './output';

/** `layerwise graph` as it is written on the command line. @throws CommandError */
export async function graphFromArguments(content: Content, words: string[], write: CommandOutput): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: {
      host: { type: 'string', default: '' },
      context: { type: 'string', default: '' },
      compose: { type: 'string' },
      focus: { type: 'string' },
      disk: { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
    },
    allowPositionals: true,
    strict: true,
  });
  const { host, context, compose, focus, disk } = values;
  if (positionals.length > 0) {
    throw new CommandError(`graph takes no ${positionals[0]!}`);
  }
  if (compose !== undefined) {
    if (focus !== undefined || disk) throw new CommandError('graph takes --compose or --focus or --disk, not several');
    return composeGraphCommand(compose, formatOf('graph --compose', values.format, ['text', 'mermaid']), write);
  }
  if (focus !== undefined && disk) {
    throw new CommandError('graph takes --focus or --disk, not both');
  }
  const daemon = { host, context };
  if (focus !== undefined) {
    return graphCommand({ content, daemon, about: { focus }, format: formatOf('graph --focus', values.format, ['text', 'json', 'mermaid']) }, write);
  }
  if (disk) {
    return graphCommand({ content, daemon, about: 'disk', format: formatOf('graph --disk', values.format, ['text', 'json']) }, write);
  }
  return graphCommand({ content, daemon, about: 'everything', format: formatOf('graph', values.format, graphFormats) }, write);
}

function formatOf<Format extends string>(command: string, written: string, allowed: readonly Format[]): Format {
  const format = allowed.find((one) => one === written);
  if (format === undefined) throw new CommandError(`${command} --format takes ${allowed.join(', ')}; got ${written}`);
  return format;
}
