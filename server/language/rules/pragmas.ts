import type { Dockerfile, Instruction } from '../dockerfile/syntax';

/** Which rules a file silences, by their own or another tool's id. */
export interface Pragmas {
  silences(ids: readonly string[], offset: number): boolean;
}

const ignoreComment = /^(?:hadolint|layerwise)\s+(global\s+)?ignore\s*=\s*(\S.*)$/i;

/**
 * Reads `# check=skip=…` at the top of the file, `# hadolint ignore=…` (or `# layerwise ignore=…`) above an instruction,
 * and `# hadolint global ignore=…` anywhere. `all` silences everything.
 */
export function readPragmas(dockerfile: Dockerfile): Pragmas {
  const everywhere = new Set<string>();
  for (const directive of dockerfile.directives) {
    if (directive.name === 'check') for (const id of skippedByCheck(directive.value)) everywhere.add(id);
  }
  for (const element of dockerfile.elements) {
    const match = element.kind === 'comment' ? ignoreComment.exec(element.text) : null;
    if (match?.[1]) for (const id of idsOf(match[2]!)) everywhere.add(id);
  }
  return {
    silences(ids, offset) {
      const instruction = dockerfile.instructions.find(({ span }) => span.start <= offset && offset < span.end);
      const here = instruction ? ignoredAbove(instruction) : new Set<string>();
      return ['all', ...ids].some((id) => everywhere.has(id.toLowerCase()) || (id !== 'all' && here.has(id.toLowerCase())));
    },
  };
}

/** `skip=a,b;error=true` */
function skippedByCheck(value: string): string[] {
  return value.split(';').flatMap((part) => {
    const [key, ids = ''] = part.split('=');
    return key?.trim().toLowerCase() === 'skip' ? idsOf(ids) : [];
  });
}

function ignoredAbove(instruction: Instruction): Set<string> {
  return new Set(
    instruction.commentsAbove.flatMap((comment) => {
      const match = ignoreComment.exec(comment);
      return match && !match[1] ? idsOf(match[2]!) : [];
    }),
  );
}

function idsOf(list: string): string[] {
  return list.split(/[\s,]+/).map((id) => id.trim().toLowerCase()).filter((id) => id !== '');
}
