import type { ComposeValue } from '../compose/composeFile';
import { asList, asText, mappingEntries, valueOf } from '../compose/composeValues';
import { parseByteSize } from '../compose/values/byteSizes';
import { inlineCode } from '../wording';
import { binarySize } from './composeAmountFacts';
import { unknownVariables, type ComposeHoverContext } from './composeHoverContext';
import { mostItems, serviceEntry } from './composeServiceItems';

/** At `tmpfs`: which folder lives in memory, and how much fits into it. */
export function tmpfsFacts(context: ComposeHoverContext): string[] {
  const value = serviceEntry(context, 'tmpfs')?.value;
  const index = context.place.path[3];
  const items = asList(value) ?? (value ? [value] : []);
  const shown = typeof index === 'number' ? items.slice(index, index + 1) : items.slice(0, mostItems);
  return shown.flatMap((item) => tmpfsWords(context.text(item)));
}

function tmpfsWords(text: string | undefined): string[] {
  if (text === undefined || text === '' || unknownVariables(text).length > 0) return [];
  const [path = '', options = ''] = text.split(/:(.*)/s);
  const size = /(?:^|,)size=([^,]+)/.exec(options)?.[1];
  const bytes = size === undefined ? undefined : parseByteSize(size);
  // A share of the memory such as `50%` is Linux's own way to write it.
  const most = bytes ? `, at most ${binarySize(bytes)}` : size === undefined ? ', at most half of the host\'s memory' : size.endsWith('%') ? `, at most ${size.slice(0, -1)} % of the host's memory` : '';
  return [`${inlineCode(path)} lives in memory${most}. It is empty at each start.`];
}

/** What is counted, as a person would say it; of others the name is said. */
const counted: ReadonlyMap<string, string> = new Map([
  ['nofile', 'open files'],
  ['nproc', 'processes of the user on the whole host'],
  ['memlock', 'bytes of memory that cannot be swapped'],
  ['core', 'bytes of a core dump'],
  ['stack', 'bytes of stack'],
]);

/** At `ulimits`: how much each limit allows, and how far the program may raise it. */
export function ulimitFacts(context: ComposeHoverContext): string[] {
  const wanted = context.place.path[3];
  const entries = mappingEntries(serviceEntry(context, 'ulimits')?.value);
  return entries.filter(({ key }) => wanted === undefined || key === wanted).slice(0, mostItems).flatMap(({ key, value }) => ulimitWords(context, key, value));
}

function ulimitWords(context: ComposeHoverContext, name: string, value: ComposeValue): string[] {
  const one = asText(value) ? context.text(value) : undefined;
  const [soft, hard] = one === undefined ? ['soft', 'hard'].map((key) => context.text(valueOf(value, key))) : [one, one];
  if (soft === undefined || !/^-?\d+$/.test(soft)) return [];
  const what = counted.get(name) ?? inlineCode(name);
  const most = soft === '-1' ? `No limit for ${what}` : `At most ${Number(soft).toLocaleString('en-US')} ${what}`;
  const raised = hard === undefined || hard === soft || !/^-?\d+$/.test(hard) ? '' : hard === '-1' ? ', which the program may raise without a limit' : `, which the program may raise to ${Number(hard).toLocaleString('en-US')}`;
  return [`${most}${raised}.`];
}
