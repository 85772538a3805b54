import type { Instruction } from '../dockerfile/syntax';
import { parseImageReference } from '../imageReference';
import type { ShellKind } from './shellReplacement';

/** The systems whose `/bin/sh` is known: busybox, dash, or bash. */
export type ImageSystem = 'Alpine' | 'BusyBox' | 'Debian or Ubuntu' | 'Fedora or Red Hat';

/** Which system an image is built on, and why we think so. Evidence, not proof, so the reader is told. */
export interface SystemEvidence {
  readonly system: ImageSystem;
  /** A clause: `its name says so`, `line 4 runs apk`. */
  readonly because: string;
}

/** What `sh` is there. */
export function shellOfSystem(system: ImageSystem): Exclude<ShellKind, 'sh'> {
  if (system === 'Alpine' || system === 'BusyBox') return 'busybox';
  return system === 'Debian or Ubuntu' ? 'dash' : 'bash';
}

/** By the words of the image's name: `node:22-alpine`, `debian:12`, `python:3.12-slim-bookworm`. Names are the publisher's promise. */
export function systemByName(imageName: string | undefined): SystemEvidence | undefined {
  const reference = imageName === undefined ? undefined : parseImageReference(imageName);
  if (!reference) return undefined;
  const because = 'its name says so';
  const { registry, repository, tag = '' } = reference;
  const words = tag.toLowerCase().split(/[-_.]/);
  const official = registry === 'docker.io' ? repository.replace(/^library\//, '') : '';
  if (official === 'alpine' || words.some((word) => /^alpine\d*$/.test(word))) return { system: 'Alpine', because };
  if (official === 'busybox') return { system: 'BusyBox', because };
  if (official === 'debian' || official === 'ubuntu' || words.some((word) => releases.has(word))) return { system: 'Debian or Ubuntu', because };
  const isRedHat = ['fedora', 'rockylinux', 'almalinux', 'amazonlinux'].includes(official) || /^ubi\d+(\/|-|$)/.test(repository);
  return isRedHat ? { system: 'Fedora or Red Hat', because } : undefined;
}

/** Code names of Debian and Ubuntu releases that images are tagged with. */
const releases: ReadonlySet<string> = new Set(['buster', 'bullseye', 'bookworm', 'trixie', 'bionic', 'focal', 'jammy', 'noble']);

/** By the rows of `docker history`: the publishers' own builds leave their tools' names there. */
export function systemByHistory(createdBy: readonly string[]): SystemEvidence | undefined {
  const because = 'its history says so';
  if (createdBy.some((row) => row.includes('alpine-minirootfs'))) return { system: 'Alpine', because };
  if (createdBy.some((row) => /^# debian\.sh\b|\bubuntu-\w+-oci-|ref\.name=ubuntu\b/.test(row))) return { system: 'Debian or Ubuntu', because };
  if (createdBy.some((row) => /\b(?:ADD|COPY)\b.*\bbusybox\b|# BusyBox\b/.test(row))) return { system: 'BusyBox', because };
  const packages = packageSystem(createdBy.join('\n'));
  return packages && { system: packages, because };
}

/** By the package manager that a RUN calls: each works on its own system only. */
export function systemByRun(instruction: Instruction): SystemEvidence | undefined {
  if (instruction.keyword !== 'RUN') return undefined;
  const command = instruction.command;
  const text = command?.form === 'exec' ? command.words.map(({ value }) => value).join(' ') : (command?.text.text ?? '');
  const system = packageSystem([text, ...instruction.heredocs.map(({ content }) => content)].join('\n'));
  return system && { system, because: `line ${instruction.startLine} uses its package manager` };
}

/** Undefined where none is called, or several: such a text is written for many systems. */
function packageSystem(text: string): ImageSystem | undefined {
  if (!/apk|apt|dnf|yum/.test(text)) return undefined;
  const found = managers.filter(({ call }) => call.test(text));
  return found.length === 1 ? found[0]!.system : undefined;
}

const managers: readonly { readonly system: ImageSystem; readonly call: RegExp }[] = [
  { system: 'Alpine', call: /(?:^|[\s;&|(/])apk\s+(?:-\S+\s+)*(?:add|update|upgrade|del)\b/ },
  { system: 'Debian or Ubuntu', call: /(?:^|[\s;&|(/])apt(?:-get)?\s+(?:-\S+\s+)*(?:install|update|upgrade|dist-upgrade|full-upgrade)\b/ },
  { system: 'Fedora or Red Hat', call: /(?:^|[\s;&|(/])(?:microdnf|dnf|yum|tdnf)\s+(?:-\S+\s+)*(?:install|update|upgrade|module|groupinstall)\b/ },
];
