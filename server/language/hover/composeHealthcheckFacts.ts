import { asList, asText, valueOf } from '../compose/composeValues';
import { inlineCode } from '../wording';
import { code, type ComposeHoverContext } from './composeHoverContext';
import { serviceEntry } from './composeServiceItems';

/** Docker's values where the file says nothing (docker run reference, `--health-*`). An image's own HEALTHCHECK may set others. */
const defaults = { interval: '30s', timeout: '30s', retries: '3' } as const;

/** How the check is run, how often, and when the container counts as unhealthy. */
export function healthcheckFacts(context: ComposeHoverContext): string[] {
  const value = serviceEntry(context, 'healthcheck')?.value;
  if (!value) return [];
  if (context.text(valueOf(value, 'disable')) === 'true') return ["Switched off, the image's own check as well."];
  const test = testFacts(context);
  if (test[0] === off) return test;
  return [...test, scheduleFact(context)];
}

const off = "`NONE` switches the check off, the image's own as well.";

function testFacts(context: ComposeHoverContext): string[] {
  const value = valueOf(serviceEntry(context, 'healthcheck')?.value, 'test');
  if (value === undefined) return ["No `test` is written: the image's own HEALTHCHECK is used, if it has one."];
  const text = asText(value);
  if (text) return [`The container's shell runs ${code(context.fillIn(text.text))}.`];
  const words = (asList(value) ?? []).map((item) => context.text(item) ?? '');
  if (words[0] === 'NONE') return [off];
  if (words[0] === 'CMD') return [`Runs the program ${code(words.slice(1).join(' '))} without a shell.`];
  if (words[0] === 'CMD-SHELL') return [`The container's shell runs ${code(words.slice(1).join(' '))}.`];
  return words.length === 0 ? [] : [`A list must start with \`CMD\`, \`CMD-SHELL\` or \`NONE\`, not with ${code(words[0]!)}.`];
}

function scheduleFact(context: ComposeHoverContext): string {
  const value = serviceEntry(context, 'healthcheck')?.value;
  const own = (key: string): string | undefined => context.text(valueOf(value, key));
  const interval = own('interval');
  const timeout = own('timeout');
  const retries = own('retries');
  const start = own('start_period');
  const unhealthy = `unhealthy after ${inlineCode(retries ?? defaults.retries)} failures in a row`;
  const grace = start === undefined ? '' : ` Failures in the first ${inlineCode(start)} do not count.`;
  const assumed = [interval, timeout, retries].includes(undefined) ? ' What is not written is Docker’s default, unless the image sets it.' : '';
  return `Every ${inlineCode(interval ?? defaults.interval)}, each try at most ${inlineCode(timeout ?? defaults.timeout)}; ${unhealthy}.${grace}${assumed}`;
}
