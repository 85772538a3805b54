import { parseArgs } from 'node:util';
import type { EngineRules } from '../language/cache/buildInput';
import { engines } from '../language/cache/engines';
import type { LanguageService } from '../language/languageService';
import { cacheCommand } from './cache';
import { cacheHistoryCommand } from './cacheHistory';
import { keyValuePairs } from './keyValuePairs';
import { composeBuild } from './composeBuild';
import { CommandError, type CommandOutput } from './output';

/** Reads the arguments of `layerwise cache`. */
export async function cacheFromArguments(service: LanguageService, words: readonly string[], write: CommandOutput): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      before: { type: 'string' },
      after: { type: 'string' },
      file: { type: 'string', short: 'f', default: 'Dockerfile' },
      'before-file': { type: 'string' },
      'after-file': { type: 'string' },
      'build-arg': { type: 'string', multiple: true },
      'before-arg': { type: 'string', multiple: true },
      'after-arg': { type: 'string', multiple: true },
      target: { type: 'string' },
      since: { type: 'string' },
      history: { type: 'string' },
      context: { type: 'string' },
      compose: { type: 'string' },
      service: { type: 'string' },
      engine: { type: 'string', default: '26.1' },
      format: { type: 'string', default: 'text' },
    },
  });
  if (positionals.length > 0) throw new CommandError(`cache takes no ${positionals[0]!}`);
  const { format, before, after, target } = values;
  if (format !== 'text' && format !== 'json') throw new CommandError(`--format takes text, json; got ${format}`);
  const engine = engineCalled(values.engine);
  if (values.since !== undefined || values.history !== undefined) {
    const { since, history } = values;
    if (since !== undefined && history !== undefined) throw new CommandError('cache takes --since REV or --history N, not both');
    const range = since === undefined ? { last: commitCount(history!) } : { since };
    const given = pairs('--build-arg', values['build-arg']);
    const composed = values.compose === undefined ? undefined : await composeBuild(values.compose, values);
    const { context = '.', file } = { ...values, ...composed };
    const stage = target ?? composed?.target;
    const build = { context, file, buildArguments: { ...composed?.buildArguments, ...given }, ...(stage !== undefined && { target: stage }), ...(composed && { namedContexts: composed.namedContexts }) };
    return cacheHistoryCommand({ service, ...build, range, engine, format }, write);
  }
  if (values.compose !== undefined) throw new CommandError('cache takes --compose with --history or --since');
  if (before === undefined || after === undefined) throw new CommandError('cache takes --before DIR and --after DIR');
  const side = (name: 'before' | 'after', folder: string) => ({
    folder,
    file: values[`${name}-file`] ?? values.file,
    buildArguments: { ...pairs('--build-arg', values['build-arg']), ...pairs(`--${name}-arg`, values[`${name}-arg`]) },
    ...(target === undefined ? {} : { target }),
  });
  return cacheCommand({ before: side('before', before), after: side('after', after), engine, format }, write);
}

function engineCalled(name: string): EngineRules {
  if (!Object.hasOwn(engines, name)) throw new CommandError(`--engine takes ${Object.keys(engines).join(', ')}; got ${name}`);
  return engines[name as keyof typeof engines];
}

function commitCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new CommandError(`--history takes a number of commits; got ${text}`);
  return count;
}

function pairs(option: string, given: readonly string[] | undefined): Record<string, string> {
  return keyValuePairs(option, given ?? [], 'K=V');
}
