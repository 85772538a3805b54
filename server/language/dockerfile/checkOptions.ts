import type { Directive, Dockerfile } from './syntax';

/** What `# check=` says (BuildKit linter.go `ParseLintOptions`). Names of checks are compared letter by letter. */
export interface CheckOptions {
  readonly skipAll: boolean;
  readonly skip: ReadonlySet<string>;
  readonly experimentalAll: boolean;
  readonly experimental: ReadonlySet<string>;
  /** A finding makes the build fail. */
  readonly error: boolean;
}

export const noCheckOptions: CheckOptions = { skipAll: false, skip: new Set(), experimentalAll: false, experimental: new Set(), error: false };

/** Go's `strconv.ParseBool`. */
const truths: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false] as const),
]);

/** Reads `skip=a,b;experimental=all;error=true`. `fault`: BuildKit's words where it rejects the text. */
export function readCheckOptions(text: string): { readonly options: CheckOptions } | { readonly fault: string } {
  let options = noCheckOptions;
  for (const { part, key, value } of text.trim() === '' ? [] : partsOf(text.trim())) {
    if (value === undefined) return { fault: `invalid check option ${JSON.stringify(part)}` };
    const names = value.trim().split(',').map((name) => name.trim());
    const all = value.trim() === 'all';
    const error = truths.get(value.trim());
    if (key === 'skip') options = { ...options, skipAll: options.skipAll || all, skip: all ? options.skip : new Set(names) };
    else if (key === 'experimental') {
      options = { ...options, experimentalAll: options.experimentalAll || all, experimental: all ? options.experimental : new Set(names) };
    } else if (key !== 'error') return { fault: `invalid check option ${JSON.stringify(key)}` };
    else if (error === undefined) {
      const reason = `strconv.ParseBool: parsing ${JSON.stringify(value.trim())}: invalid syntax`;
      return { fault: `failed to parse check option ${JSON.stringify(part)}: ${reason}` };
    } else options = { ...options, error };
  }
  return { options };
}

/** At most three parts: BuildKit does not split what follows the second `;`. */
function partsOf(text: string): { readonly part: string; readonly key: string; readonly value: string | undefined }[] {
  const parts = text.split(';');
  return [...parts.slice(0, 2), ...(parts.length > 2 ? [parts.slice(2).join(';')] : [])].map((part) => {
    const equals = part.indexOf('=');
    return { part, key: part.slice(0, equals < 0 ? undefined : equals).trim(), value: equals < 0 ? undefined : part.slice(equals + 1) };
  });
}

/** The directive that BuildKit finds, and the part of its value that it reads: all up to the first blank. */
export function checkDirective(dockerfile: Dockerfile): { readonly directive: Directive; readonly value: string } | undefined {
  const directive = dockerfile.directives.find(({ name, unread }) => name === 'check' && !unread);
  return directive && { directive, value: directive.value.split(' ', 1)[0]! };
}
