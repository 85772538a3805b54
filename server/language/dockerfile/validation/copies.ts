import { digestFault } from '../../imageReference';
import type { CopyInstruction, Flag, Span } from '../syntax';

type CopyFault = { readonly code: string; readonly message: string; readonly span: Span };
/** A word with its variables replaced, or undefined where only the build knows it. */
type Read = (written: string) => string | undefined;

/** What BuildKit rejects in the flags and sources of COPY and ADD (dockerfile2llb/convert_copy.go `dispatchCopy`). */
export function copyFaults(copy: CopyInstruction, read: Read): CopyFault[] {
  const faults = [chmodFault(copy, read), checksumFault(copy, read), sourceFault(copy, read)];
  return faults.flatMap((fault) => (fault ? [fault] : [])).slice(0, 1);
}

const symbolicMode = /^[augo]*(?:[+=-][rstwXxugo]*)+(?:,[augo]*(?:[+=-][rstwXxugo]*)+)*$/;

function chmodFault({ flags }: CopyInstruction, read: Read): CopyFault | undefined {
  const flag = flags.find(({ name }) => name === 'chmod');
  const mode = flag?.value && read(flag.value);
  if (!flag || !mode) return undefined;
  const octal = /^[0-7]+$/.test(mode) ? parseInt(mode, 8) : NaN;
  if (octal <= 0o7777 || symbolicMode.test(mode)) return undefined;
  const message = /^\d/.test(mode) ? `invalid chmod parameter: '${mode}'. it should be octal string and between 0 and 07777` : 'invalid syntax';
  return faultAt(flag, message);
}

function checksumFault(copy: CopyInstruction, read: Read): CopyFault | undefined {
  const flag = copy.keyword === 'ADD' ? copy.flags.find(({ name }) => name === 'checksum') : undefined;
  const checksum = flag?.value && read(flag.value);
  if (!flag || !checksum) return undefined;
  const sources = pathSources(copy);
  if (sources.length !== 1) return faultAt(flag, "checksum can't be specified for multiple sources");
  const source = read(sources[0]!.text);
  if (source === undefined || isGitSource(source)) return undefined;
  if (!/^https?:\/\//.test(source)) return faultAt(flag, 'checksum requires HTTP(S) or Git sources');
  const message = digestFault(checksum);
  return message === undefined ? undefined : faultAt(flag, message);
}

function sourceFault(copy: CopyInstruction, read: Read): CopyFault | undefined {
  for (const { text, span } of pathSources(copy)) {
    const source = read(text);
    const message = source === undefined ? undefined : copy.keyword === 'COPY' ? copiedAddress(source) : addedAddress(source);
    if (message !== undefined) return { code: 'copy-from-url', message, span };
  }
  return undefined;
}

function copiedAddress(source: string): string | undefined {
  if (isGitSource(source)) return gitQueryFault(source) ?? "source can't be a git ref for COPY";
  return /^https?:\/\//.test(source) ? "source can't be a URL for COPY" : undefined;
}

function addedAddress(source: string): string | undefined {
  return isGitSource(source) ? gitQueryFault(source) : undefined;
}

/** What BuildKit takes from a Git repository (dfgitutil `ParseGitRef`); `github.com/…` without scheme may be a folder. */
function isGitSource(source: string): boolean {
  if (/^(?:git|ssh):\/\/./i.test(source)) return true;
  if (/^https?:\/\//i.test(source)) return /^https?:\/\/[^?#]*\.git(?:[?#]|$)/i.test(source);
  return /^[\w-]+@[a-zA-Z0-9.-]+:/.test(source);
}

const gitQueries: ReadonlySet<string> = new Set([
  'ref', 'tag', 'branch', 'subdir', 'checksum', 'commit', 'keep-git-dir', 'submodules', 'mtime', 'fetch-by-commit',
]);

/** Queries that may stand without a value. */
const gitSwitches: ReadonlySet<string> = new Set(['submodules', 'keep-git-dir', 'fetch-by-commit']);

function gitQueryFault(source: string): string | undefined {
  const query = /^[^#]*?\?([^#]*)/.exec(source)?.[1] ?? '';
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split('=');
    if (name === '' || /[%+]/.test(name)) continue;
    if (value === '' && !gitSwitches.has(name)) return `query ${JSON.stringify(name)} has no value`;
    if (!gitQueries.has(name)) return `unexpected query ${JSON.stringify(name)}`;
  }
  return undefined;
}

function pathSources({ sources, heredocs }: CopyInstruction): CopyInstruction['sources'] {
  const markers = new Set(heredocs.map(({ markerSpan }) => markerSpan?.start));
  return sources.filter(({ span }) => !markers.has(span.start));
}

function faultAt(flag: Flag, message: string): CopyFault {
  return { code: 'invalid-flag-value', message, span: flag.valueSpan ?? flag.span };
}
