import { asText, mappingEntries, valueOf } from '../compose/composeValues';
import { formatBytes } from '../../protocol/formatBytes';
import { count, inlineCode, joinWords } from '../wording';
import { unknownVariables, type ComposeHoverContext } from './composeHoverContext';
import { namesAt, serviceNode } from './composeModel';
import { serviceEntry, serviceItems } from './composeServiceItems';

const decimalFactors: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/** What the driver `local` keeps where nothing is written (Docker's reference of the driver). */
const localDefaults = { size: '20m', files: '5' } as const;

/** At `logging`: how much of the output is kept. Sizes are decimal here: `FromHumanSize`, daemon/logger/jsonfilelog and local. */
export function loggingFacts(context: ComposeHoverContext): string[] {
  const value = serviceEntry(context, 'logging')?.value;
  const [driver, ownSize, ownFiles, compress] = [context.text(valueOf(value, 'driver')), ...['max-size', 'max-file', 'compress'].map((key) => context.text(valueOf(valueOf(value, 'options'), key)))];
  const isLocal = driver === 'local';
  if (value === undefined || (driver !== undefined && driver !== 'json-file' && !isLocal)) return [];
  // Without a driver the daemon's own counts, which is this one unless somebody changed it.
  const assumed = driver === undefined ? ', if the daemon uses `json-file`' : '';
  const [size, files] = isLocal ? [ownSize ?? localDefaults.size, ownFiles ?? localDefaults.files] : [ownSize, ownFiles];
  if (size === undefined) return mappingEntries(value).length === 0 ? [] : [`No \`max-size\`: the log grows without a limit${assumed}, unless the daemon sets one.`];
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgt]?)b?$/i.exec(size) ?? [];
  const most = files === undefined ? 1 : Number(files);
  if (amount === undefined || !(most > 0)) return [];
  const bytes = Number(amount) * decimalFactors[unit.toLowerCase()]!;
  return [`Keeps at most ${formatBytes(bytes * most)} of each container: ${count(most, 'file')} of ${formatBytes(bytes)}${isLocal && most > 1 && compress !== 'false' ? ', the older ones compressed' : assumed}.`];
}

/** At `links`: under which name this service finds the other. */
export function linkFacts(context: ComposeHoverContext): string[] {
  return serviceItems(context, 'links').flatMap((item) => {
    const [service = '', alias] = (context.text(item) ?? '').split(':');
    return service === '' || alias === undefined ? [] : [`This service finds ${inlineCode(service)} as ${inlineCode(alias)} too; others do not.`];
  });
}

const permissionWords: readonly (readonly [string, string])[] = [['r', 'read'], ['w', 'write'], ['m', 'make device files']];

/** At `devices`: which device of the host appears where, and what may be done with it. */
export function deviceFacts(context: ComposeHoverContext): string[] {
  return serviceItems(context, 'devices').flatMap((item) => {
    const short = context.text(item);
    const [source, target, permissions] = short === undefined ? ['source', 'target', 'permissions'].map((key) => context.text(valueOf(item, key))) : short.split(':');
    if (source === undefined || unknownVariables(short ?? source).length > 0) return [];
    if (/^[\w.-]+\/[\w.-]+=/.test(short ?? source)) return [`The device ${inlineCode(short ?? source)} as its maker describes it (CDI).`];
    const onlyRights = short !== undefined && permissions === undefined && target !== undefined && /^[rwm]{1,3}$/.test(target);
    const rights = (onlyRights ? target : permissions) ?? 'rwm';
    const words = permissionWords.filter(([letter]) => rights.includes(letter)).map(([, word]) => word);
    return [`${inlineCode(source)} of the host as ${inlineCode(onlyRights ? source : (target ?? source))}: the container may ${joinWords(words)}.`];
  });
}

/** At a service's `models`: which variables tell it about each. */
export function modelFacts(context: ComposeHoverContext): string[] {
  const value = serviceEntry(context, 'models')?.value;
  const at = context.place.path[3];
  const wanted = typeof at === 'string' ? at : typeof at === 'number' ? context.text(context.place.value) : undefined;
  return namesAt(serviceNode(context), 'models').filter((name) => wanted === undefined || name === wanted).slice(0, 5).map((name) => {
    const start = name.toUpperCase().replaceAll('-', '_');
    const own = (key: string): string | undefined => asText(valueOf(valueOf(value, name), key))?.text;
    return `${inlineCode(own('endpoint_var') ?? `${start}_URL`)} gets the address of ${inlineCode(name)}, ${inlineCode(own('model_var') ?? `${start}_MODEL`)} its name.`;
  });
}
