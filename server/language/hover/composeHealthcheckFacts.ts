import { asList, asText, valueOf } from '../compose/composeValues';
import { parseDuration } from '../compose/values/durations';
import { hasHealthcheck } from '../composeRules/ruleServices';
import { missingCheckTool } from '../composeRules/serviceHealthcheckToolMissing';
import { formatCommandLine } from '../process/commandLine';
import { inlineCode } from '../wording';
import { durationWords } from './composeAmountFacts';
import { code, type ComposeHoverContext } from './composeHoverContext';
import { projectOf, servicesOf } from './composeModel';
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
  const isSchedule = context.place.path.length > 3 && context.place.path[3] !== 'test';
  return isSchedule ? [scheduleFact(context), ...test] : [...test, ...toolFacts(context), scheduleFact(context)];
}

const off = "`NONE` switches the check off, the image's own as well.";

function testFacts(context: ComposeHoverContext): string[] {
  const value = valueOf(serviceEntry(context, 'healthcheck')?.value, 'test');
  if (value === undefined) return ["No `test` is written: the image's own HEALTHCHECK is used, if it has one."];
  const text = asText(value);
  if (text) return [`The container's shell runs ${code(context.fillIn(text.text))}.`];
  const words = (asList(value) ?? []).map((item) => context.text(item) ?? '');
  if (words[0] === 'NONE') return [off];
  if (words[0] === 'CMD') return [`Runs the program ${code(formatCommandLine(words.slice(1)))} without a shell.`];
  if (words[0] === 'CMD-SHELL') return [`The container's shell runs ${code(words.slice(1).join(' '))}.`];
  return words.length === 0 ? [] : [`A list must start with \`CMD\`, \`CMD-SHELL\` or \`NONE\`, not with ${code(words[0]!)}.`];
}

function scheduleFact(context: ComposeHoverContext): string {
  const value = serviceEntry(context, 'healthcheck')?.value;
  const own = (key: string): string | undefined => context.text(valueOf(value, key));
  const [interval, timeout, retries, start] = ['interval', 'timeout', 'retries', 'start_period'].map(own);
  const [between, most] = [parseDuration(interval ?? defaults.interval), parseDuration(timeout ?? defaults.timeout)];
  const failures = Number(retries ?? defaults.retries);
  const unhealthy = `unhealthy after ${inlineCode(retries ?? defaults.retries)} failures in a row`;
  const noticed = between && most && failures > 0 && failures < 1000 ? `, so at most ${durationWords(failures * (between + most))} after it broke` : '';
  const grace = start === undefined || parseDuration(start) === 0 ? '' : ` Failures in the first ${inlineCode(start)} do not count.`;
  const assumed = [interval, timeout, retries].includes(undefined) ? " What is not written is Docker's default, unless the image sets it." : '';
  return `Every ${inlineCode(interval ?? defaults.interval)}, each try at most ${inlineCode(timeout ?? defaults.timeout)}; ${unhealthy}${noticed}.${grace}${assumed}`;
}

/** The check calls a program that the service's image is known not to have, and that no line of its Dockerfile brings. */
function toolFacts(context: ComposeHoverContext): string[] {
  const service = servicesOf(context).find(({ name }) => name === context.service?.name);
  const found = service && hasHealthcheck(service) ? missingCheckTool(service, { project: projectOf(context), facts: context.facts.rules ?? {} }) : undefined;
  if (!found) return [];
  const { image, needs, isBuilt, advice } = found;
  const lacks = `${image === 'scratch' ? 'An image from scratch' : inlineCode(image)} has no ${needs === 'sh' ? 'shell' : inlineCode(needs)}`;
  return [`${lacks}${isBuilt ? ', and no line of the Dockerfile brings one' : ''}: the check fails each time. ${advice}`];
}
