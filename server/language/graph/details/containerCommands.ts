import type { ContainerNode } from '../../../protocol/graph';
import type { DockerCommand } from '../../../protocol/graphDetails';
import type { ContainerFacts } from '../daemonFacts';
import { containerWord, dockerCommands } from './dockerCommands';
import type { DetailsInput } from './detailsParts';
import type { ContainerInspection } from './inspection';

/** What can be done with a container in its state: looking comes first. */
export function containerCommands({ state, ports }: ContainerNode, container: ContainerFacts, told: ContainerInspection | undefined, { around, facts }: DetailsInput): readonly DockerCommand[] {
  const make = dockerCommands(around);
  const name = [containerWord(container)];
  const runs = state === 'running';
  const ended = state === 'exited' || state === 'created' || state === 'dead';
  const folder = told?.workingDirectory ?? '';
  const shell = facts.operatingSystem === 'windows' ? 'cmd' : 'sh';
  return [
    ...make('Read its output', ['logs', '--tail', '100'], name),
    ...(runs ? make('Follow its output', ['logs', '--follow', '--tail', '20'], name) : []),
    ...make('Show everything about it', ['inspect'], name),
    ...(runs ? make('Open a shell in it, where it has one', ['exec', '--interactive', '--tty'], name, false, [shell]) : []),
    ...(runs ? make('Show what it uses', ['stats', '--no-stream'], name) : []),
    ...(runs || state === 'paused' ? make('List its processes', ['top'], name) : []),
    ...(runs && ports.some((port) => port.includes('→')) ? make('List its published ports', ['port'], name) : []),
    ...make('List the files that it changed', ['diff'], name),
    ...(folder.length > 1 ? make('Copy its working directory here', ['cp'], [name[0] && `${name[0]}:${folder}`], false, ['.']) : []),
    ...(ended ? make('Start it again', ['start'], name, true) : []),
    ...(runs ? make('Restart it', ['restart'], name, true) : []),
    ...(runs ? make('Pause it', ['pause'], name, true) : []),
    ...(state === 'paused' ? make('Let it go on', ['unpause'], name, true) : []),
    ...(runs || state === 'restarting' ? make('Stop it', ['stop'], name, true) : []),
    ...(ended ? make('Remove it with its writable layer', ['rm'], name, true) : make('Stop it at once and remove it', ['rm', '--force'], name, true)),
  ];
}
