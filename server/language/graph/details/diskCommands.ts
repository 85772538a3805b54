import type { DiskUsage, DockerCommand } from '../../../protocol/graphDetails';
import type { DaemonFacts } from '../daemonFacts';
import { dockerCommands } from './dockerCommands';
import type { CommandSurroundings } from './surroundings';

/** From this version on `docker volume prune` keeps volumes with a name; before, it removes these, too. */
const firstKeepingNames = 23;

/** Commands that show where the disk goes, then those that free what can go together: only where there is something. */
export function diskCommands(usage: DiskUsage, facts: DaemonFacts, around: CommandSurroundings): readonly DockerCommand[] {
  const make = dockerCommands(around);
  const stopped = facts.containers.some(({ state }) => state === 'exited' || state === 'created' || state === 'dead');
  const dangling = facts.images.some(({ tags, id }) => tags.length === 0 && isUnused(id, facts));
  const unused = facts.images.some(({ id }) => isUnused(id, facts));
  return [
    ...make('Show where the disk goes, one by one', ['system', 'df', '--verbose'], []),
    ...(stopped ? make('Remove all containers that do not run', ['container', 'prune'], [], true) : []),
    ...(dangling ? make('Remove images without a tag that no container needs', ['image', 'prune'], [], true) : []),
    ...(unused ? make('Remove all images that no container needs', ['image', 'prune', '--all'], [], true) : []),
    ...((usage.buildCacheReclaimable ?? 0) > 0 ? make('Remove dangling build cache', ['builder', 'prune'], [], true) : []),
    ...volumeCommand(facts, around),
  ];
}

function volumeCommand(facts: DaemonFacts, around: CommandSurroundings): readonly DockerCommand[] {
  const used = new Set(facts.containers.flatMap(({ mounts = [] }) => mounts.flatMap(({ kind, name }) => (kind === 'volume' && name !== undefined ? [name] : []))));
  const unused = facts.volumes?.filter(({ name }) => !used.has(name)) ?? [];
  const keepsNames = Number(/^(\d+)\./.exec(facts.engineVersion)?.[1]) >= firstKeepingNames;
  if (!unused.some(({ anonymous }) => anonymous || !keepsNames)) return [];
  const what = keepsNames ? 'Remove volumes without a name that no container uses' : 'Remove all volumes that no container uses, with their data';
  return dockerCommands(around)(what, ['volume', 'prune'], [], true);
}

/** The command itself looks at all containers: where not all are known here, it may have less to remove than it seems. */
function isUnused(image: string, { containers }: DaemonFacts): boolean {
  return !containers.some(({ imageId }) => imageId === image);
}
