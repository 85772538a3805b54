import { readImageReference } from '../../imageReference';
import { parseMountOptions } from '../mounts';
import { isStageNumber } from '../stages';
import type { Flag, Instruction, Problem, Span, Stage } from '../syntax';

/** COPY --from and RUN --mount from= must name an earlier stage (dockerfile2llb/convert.go), with BuildKit's words. */
export function stageReferenceProblems(
  stages: readonly Stage[],
  stagesByName: ReadonlyMap<string, Stage>,
  instruction: Instruction,
  stage: Stage | undefined,
): Problem[] {
  const { keyword } = instruction;
  if (!stage || (keyword !== 'COPY' && keyword !== 'RUN')) return [];
  return instruction.flags.flatMap((flag) => {
    const reference = referenceOf(keyword, flag);
    if (!reference) return [];
    const { name, mountedAt } = reference;
    const isIndex = mountedAt === undefined && isStageNumber(name);
    const source = isIndex ? stages[Number(name)] : stagesByName.get(name.toLowerCase());
    // A mount's number that is no stage is taken as an image's name.
    const lost = isIndex ? `invalid stage index ${Number(name)}` : undefined;
    const message = source ? fault(stage, source, name, mountedAt) : (lost ?? imageFault(name));
    return message ? [{ code: 'invalid-stage-reference', message, span: reference.span, severity: 'error' as const }] : [];
  });
}

/** What is no stage is an image. */
function imageFault(name: string): string | undefined {
  const read = name === 'scratch' ? undefined : readImageReference(name);
  return read && 'fault' in read ? `failed to parse stage name ${JSON.stringify(name)}: ${read.fault}` : undefined;
}

type Reference = { readonly name: string; readonly span: Span; /** Undefined for COPY. */ readonly mountedAt: string | undefined };

function referenceOf(keyword: 'COPY' | 'RUN', flag: Flag): Reference | undefined {
  if (!flag.value || /\$./.test(flag.value)) return undefined;
  if (keyword === 'COPY') return flag.name === 'from' ? { name: flag.value, span: flag.valueSpan ?? flag.span, mountedAt: undefined } : undefined;
  const options = flag.name === 'mount' ? parseMountOptions(flag) : [];
  const from = options.find(({ key, value }) => key === 'from' && value);
  const target = options.find(({ key }) => key === 'target' || key === 'dst' || key === 'destination')?.value;
  return from && { name: from.value!, span: from.span, mountedAt: target ?? '' };
}

function fault(stage: Stage, source: Stage, name: string, mountedAt: string | undefined): string | undefined {
  if (source.index < stage.index) return undefined;
  if (source === stage) return `circular dependency detected on stage: ${stage.name ?? `stage-${stage.index}`}`;
  if (mountedAt !== undefined) return `cannot mount from stage ${JSON.stringify(name)} to ${JSON.stringify(mountedAt)}, stage needs to be defined before current command`;
  return `cannot copy from stage ${JSON.stringify(name)}, it needs to be defined before current stage ${JSON.stringify(stage.name ?? `stage-${stage.index}`)}`;
}
