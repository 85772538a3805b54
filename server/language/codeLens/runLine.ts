import { walkStages, type WalkedStage } from '../dockerfile/stageWalk';
import type { Dockerfile, WordsInstruction } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';

/** More ports are left out: nobody could read the line. */
const mostPorts = 10;

/**
 * For each stage, by its index, the `docker run` line that starts what it builds, for a person to complete:
 * `docker run --rm -it -p 8080:8080 IMAGE`. A Dockerfile does not name its image, so IMAGE stands for it. Every word is plain
 * in sh, PowerShell and cmd: no quotes. Ports are those of EXPOSE in the stage and in the stages below it, each published
 * under its own number.
 */
export function runLines(dockerfile: Dockerfile, facts: BuildFacts): readonly string[] {
  const ports = new Map<WalkedStage, readonly string[]>();
  const byStage: (readonly string[])[] = [];
  walkStages(dockerfile, facts, (instruction, at) => {
    const known = ports.get(at) ?? inherited(at, ports);
    const own = instruction.keyword === 'EXPOSE' && known.length < mostPorts ? portsOf(instruction, at) : [];
    const all = own.length === 0 ? known : [...new Set([...known, ...own])].slice(0, mostPorts);
    ports.set(at, all);
    byStage[at.stage.index] = all;
  });
  return dockerfile.stages.map(({ index }) => ['docker run --rm -it', ...(byStage[index] ?? []).map((port) => `-p ${port}`), 'IMAGE'].join(' '));
}

function inherited(at: WalkedStage, ports: ReadonlyMap<WalkedStage, readonly string[]>): readonly string[] {
  let below = at.parent;
  // A stage without instructions of its own was not visited.
  while (below && !ports.has(below)) below = below.parent;
  return (below && ports.get(below)) ?? [];
}

/** As `-p` takes them: `80:80`, `53:53/udp`, `8000-8010:8000-8010`. Anything else is left out. */
function portsOf({ words }: WordsInstruction, at: WalkedStage): readonly string[] {
  return words.flatMap(({ text }) => {
    const [, port, protocol = 'tcp'] = /^(\d{1,5}(?:-\d{1,5})?)(?:\/(tcp|udp|sctp))?$/i.exec(at.expand(text).text ?? '') ?? [];
    if (port === undefined) return [];
    return `${port}:${port}${/^tcp$/i.test(protocol) ? '' : `/${protocol.toLowerCase()}`}`;
  });
}
