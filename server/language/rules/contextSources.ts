import { StageState, type StateFacts } from '../cache/stageState';
import { contextPath } from '../context/contextPath';
import { selectSource, sourceKind } from '../context/copySources';
import { parseDockerignore } from '../context/dockerignore';
import { filterContext, type FilteredContext } from '../context/ignoredEntries';
import type { Leftover } from '../context/leftovers';
import { parseMountOptions } from '../dockerfile/mounts';
import type { Dockerfile, Instruction, Word } from '../dockerfile/syntax';

/** The words of a COPY or ADD that name files of the context, or a download; none where it takes from a stage. */
export function contextSources(instruction: Instruction): readonly Word[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
  if (instruction.flags.some(({ name }) => name === 'from')) return [];
  const markers = new Set(instruction.heredocs.map(({ markerSpan }) => markerSpan?.start));
  return instruction.sources.filter(({ span }) => !markers.has(span.start));
}

/** Those of the leftovers that can be left out without that any step that names its files gets others. */
export function takesTheSame(dockerfile: Dockerfile, build: StateFacts, files: FilteredContext, leftovers: readonly Leftover[]): readonly Leftover[] {
  const named = namedSources(dockerfile, build);
  return leftovers.filter(({ path }) => {
    const without = filterContext(files.sent, parseDockerignore(path.replace(/[*?[\]\\!#]/g, (character) => `\\${character}`)));
    return named.every((source) => selectSource(without, source).files.length === selectSource(files, source).files.length);
  });
}

/** What COPY, ADD and bind mounts name of the context, the whole of it left out. */
function namedSources(dockerfile: Dockerfile, build: StateFacts): readonly string[] {
  const named = new Set<string>();
  for (const stage of dockerfile.stages) {
    const state = new StageState(dockerfile, stage, build);
    for (const instruction of stage.instructions) {
      for (const { text } of contextSources(instruction)) {
        const source = state.expand(text);
        if (sourceKind(source, instruction.keyword as 'COPY' | 'ADD') === 'context') named.add(source);
      }
      for (const source of boundSources(instruction)) named.add(state.expand(source));
      state.apply(instruction);
    }
  }
  return [...named].filter((source) => contextPath(source) !== '');
}

/** What bind mounts of the context take. */
function boundSources({ flags }: Instruction): string[] {
  return flags.flatMap((flag) => {
    if (flag.name !== 'mount') return [];
    const options = new Map(parseMountOptions(flag).map(({ key, value }) => [key, value]));
    if ((options.get('type') ?? 'bind') !== 'bind' || options.has('from')) return [];
    return [options.get('source') ?? options.get('src') ?? '.'];
  });
}
