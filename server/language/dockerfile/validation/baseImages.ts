import { readImageReference } from '../../imageReference';
import type { Environment } from '../environment';
import { expandText } from '../expansion';
import { parsePlatform } from '../platform';
import { findVariables } from '../shellLexer';
import type { FromInstruction, KeyValue, Problem, Span, Stage } from '../syntax';

/** What FROM lines are judged with. */
export interface FromScope {
  /** The global scope; predefined arguments are set. */
  readonly globals: Environment;
  /** Names that an ARG above the first FROM declares, so that a build argument can set them. */
  readonly declared: ReadonlySet<string>;
  readonly escape: string;
}

/**
 * What BuildKit rejects in a FROM whose variables are replaced by their defaults (convert.go `buildDispatchStates` and
 * `resolveBaseImage`). Where an ARG without a value is the cause, a build argument decides: for the image another rule
 * says so, for the platform a note does.
 */
export function baseImageProblems(from: FromInstruction, scope: FromScope, earlierStages: ReadonlyMap<string, Stage>): Problem[] {
  return [...imageProblems(from, scope, earlierStages), ...platformProblems(from, scope)];
}

/** An ARG above the first FROM whose default asks for a variable that nothing can set (convert.go `buildMetaArgs`). */
export function globalArgumentProblems(pairs: readonly KeyValue[], scope: FromScope): Problem[] {
  return pairs.flatMap(({ value }) => {
    if (!value || !/\$\{[^}]*\?/.test(value.text) || isUndecided(value.text, scope)) return [];
    const { error: fault } = expandText(value.text, scope.globals, scope.escape);
    return fault === undefined ? [] : [errorAt('variable-syntax', value.span, `failed to process ${JSON.stringify(value.text)}: ${fault}`)];
  });
}

function imageProblems({ image }: FromInstruction, scope: FromScope, earlierStages: ReadonlyMap<string, Stage>): Problem[] {
  if (!image) return [];
  const { text: written, span } = image;
  const { text, error: fault } = expandText(written, scope.globals, scope.escape);
  if (isUndecided(written, scope)) return [];
  if (fault !== undefined) return [errorAt('variable-syntax', span, `failed to process ${JSON.stringify(written)}: ${fault}`)];
  if (text === '') return [errorAt('invalid-image-name', span, `base name (${written}) should not be blank`)];
  if (text === undefined || text === 'scratch' || earlierStages.has(text)) return [];
  const read = readImageReference(text);
  return 'fault' in read ? [errorAt('invalid-image-name', span, `failed to parse stage name ${JSON.stringify(text)}: ${read.fault}`)] : [];
}

function platformProblems({ flags }: FromInstruction, scope: FromScope): Problem[] {
  const flag = flags.findLast(({ name }) => name === 'platform');
  if (!flag?.value) return [];
  const span = flag.valueSpan ?? flag.span;
  const message = platformFault(flag.value, scope);
  if (message === undefined) return [];
  if (!isUndecided(flag.value, scope)) return [errorAt('invalid-platform', span, message)];
  const note = 'Only a build argument decides this platform: without one the build fails. Give the ARG above the first FROM a default.';
  return [{ code: 'undecided-platform', message: note, span, severity: 'information' }];
}

function platformFault(written: string, scope: FromScope): string | undefined {
  const { text, error: fault } = expandText(written, scope.globals, scope.escape);
  if (fault !== undefined) return `failed to process arguments for platform : failed to process ${JSON.stringify(written)}: ${fault}`;
  if (text === undefined) return undefined;
  if (text === '') return `empty platform value from expression ${written}`;
  const read = parsePlatform(text);
  return 'fault' in read ? `failed to parse platform ${written}: ${read.fault}` : undefined;
}

/** Whether the word uses an argument that is declared and has no value. */
function isUndecided(written: string, { globals, declared, escape }: FromScope): boolean {
  return written.includes('$') && findVariables(written, escape).some(({ name }) => declared.has(name) && !globals.get(name)?.value);
}

function errorAt(code: string, span: Span, message: string): Problem {
  return { code, message, span, severity: 'error' };
}
