import { CommandError } from './output';

/**
 * Reads repeated `KEY=VALUE` options; the last of one key wins.
 * @throws CommandError where one has no `=`
 */
export function keyValuePairs(option: string, given: readonly string[], form: string): Record<string, string> {
  const pairs = given.map((text): [string, string] => {
    const equals = text.indexOf('=');
    if (equals < 1) throw new CommandError(`${option} takes ${form}; got ${text}`);
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  return Object.fromEntries(pairs);
}
