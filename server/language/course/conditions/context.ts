import type { ContextTree } from '../../context/contextTree';
import { filterContext, type FilteredContext } from '../../context/ignoredEntries';
import type { ContextFacts } from '../../dockerfileFacts';
import { formatBytes } from '../../../protocol/formatBytes';
import { listOf, met, numberOf, textOf, unmet, verdict, type Parameters, type StaticConditions, type Verdict } from '../condition';
import type { LabFiles } from '../labFiles';
import { missing } from './files';

/** Conditions on what a build sends of the folder beside a Dockerfile. */
export const contextConditions: StaticConditions = {
  /** The ignore file leaves each path out, whether something lies there now or not. A folder is left out with all that is in it. */
  'context-excludes': {
    parameters: { file: 'string', paths: 'list' },
    check: onContext((context, parameters) => {
      const sent = listOf(parameters, 'paths').find((path) => isSent(context.filtered, path));
      return verdict(sent === undefined, () => (context.ignoreFile === undefined ? `${sent} is sent: there is no ignore file` : `${sent} is sent`));
    }),
  },
  /** Each path lies in the folder and is sent; of a folder, something in it. */
  'context-includes': {
    parameters: { file: 'string', paths: 'list' },
    check: onContext(({ filtered }, parameters) => {
      const paths = listOf(parameters, 'paths').map(withoutSlash);
      const absent = paths.find((path) => filtered.whole.get(path) === undefined);
      if (absent !== undefined) return unmet(`${absent} is not there`);
      const excluded = paths.find((path) => filesAt(filtered.sent, path) === 0);
      return excluded === undefined ? met : unmet(`${excluded} is not sent`);
    }),
  },
  /** Bytes of all files that are sent. */
  'context-smaller-than': {
    parameters: { file: 'string', bytes: 'number' },
    check: onContext(({ filtered, gap }, parameters) => {
      const bytes = filtered.sent.entries.reduce((sum, { size }) => sum + size, 0);
      if (gap) return unmet('The folder could not be read whole');
      return verdict(bytes < numberOf(parameters, 'bytes'), () => `The context holds ${formatBytes(bytes)}`);
    }),
  },
};

/** Docker refuses an ignore file with a malformed line, so then nothing is met. */
function onContext(judge: (context: ContextFacts, parameters: Parameters) => Verdict) {
  return (parameters: Parameters, files: LabFiles): Verdict => {
    const file = textOf(parameters, 'file');
    if (files.text(file) === undefined) return unmet(missing(file));
    const context = files.context(file);
    if (!context) return unmet('The folder cannot be read');
    const [problem] = context.filtered.ignore.problems;
    return problem ? unmet(`In line ${problem.line} of ${context.ignoreFile ?? 'the ignore file'}: ${problem.message.replace(/\.$/, '')}`) : judge(context, parameters);
  };
}

/** What is not there is put there, as a file; below a path that ends in `/`, a file of any name. */
function isSent(filtered: FilteredContext, wanted: string): boolean {
  const path = withoutSlash(wanted);
  if (filtered.whole.get(path)?.type === 'directory' && filesAt(filtered.sent, path) > 0) return true;
  const isFolder = wanted.endsWith('/') || filtered.whole.get(path)?.type === 'directory';
  const tried = isFolder ? `${path}/any` : path;
  const tree = filtered.whole.get(tried) ? filtered.whole : filtered.whole.with([{ path: tried, entry: { path: tried, type: 'file', size: 0 } }]);
  return filterContext(tree, filtered.ignore).sent.get(tried) !== undefined;
}

/** How many files are at or below a path. */
function filesAt(tree: ContextTree, path: string): number {
  const entry = tree.get(path);
  if (entry?.type !== 'directory') return entry ? 1 : 0;
  return tree.below(path).filter(({ type }) => type !== 'directory').length;
}

function withoutSlash(path: string): string {
  return path.replace(/^(?:\.?\/)+|\/+$/g, '');
}
