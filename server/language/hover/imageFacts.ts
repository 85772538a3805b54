import type { DockerfileFacts } from '../dockerfileFacts';
import { expandText } from '../dockerfile/expansion';
import { baseStage, stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { globalEnvironment } from '../dockerfile/variables';
import { formatBytes } from '../../protocol/formatBytes';
import { parseImageReference } from '../imageReference';
import type { LocalImage } from '../localImage';
import { maskSecrets } from '../maskSecrets';
import { stageThings } from '../navigation/stageOccurrences';
import { formatCommandLine } from '../process/commandLine';
import { count, inlineCode, joinWords } from '../wording';
import type { DockerfileElement } from './dockerfileElement';

/** What the image word of a FROM names: a stage of this file, `scratch`, or an image taken apart. */
export function imageFacts(dockerfile: Dockerfile, element: DockerfileElement & { kind: 'image' }, facts: DockerfileFacts): { title: string; computed: string[] } {
  const written = element.word.text;
  const { text, unknown } = expandText(written, globalEnvironment(dockerfile, facts), dockerfile.escape);
  const title = `FROM ${inlineCode(written, 80)}`;
  if (text === undefined) {
    const names = joinWords(unknown.map((name) => inlineCode(`$${name}`)));
    return { title, computed: [`The image depends on ${names}, which only the build knows.`] };
  }
  const resolved = text === written ? [] : [`Here it is ${inlineCode(text)}.`];
  return { title, computed: [...resolved, ...describeImage(dockerfile, element.instruction, text, facts)] };
}

/** What a FROM begins, and on what. */
export function fromFacts(dockerfile: Dockerfile, from: Instruction & { keyword: 'FROM' }, facts: DockerfileFacts): string[] {
  const stage = stageOf(dockerfile, from);
  if (!from.image || !stage) return [];
  const named = stage.name === undefined ? '' : `, called ${inlineCode(stage.name)}`;
  const place = dockerfile.stages.length > 1 ? [`It begins stage ${stage.index} of ${dockerfile.stages.length}, counted from 0${named}.`] : [];
  const element = { kind: 'image', instruction: from, word: from.image, span: from.image.span } as const;
  return [...place, ...imageFacts(dockerfile, element, facts).computed];
}

function describeImage(dockerfile: Dockerfile, from: Instruction, image: string, facts: DockerfileFacts): string[] {
  const stage = stageOf(dockerfile, from);
  const base = stage && baseStage(dockerfile, stage, image);
  if (base) return [`It continues the stage ${inlineCode(image)} of this file (line ${base.from.startLine}), with its files, ENV, USER and WORKDIR.`];
  if (image === 'scratch') return ['`scratch` is no image: the stage starts with no files at all.'];
  return [...describeReference(image), ...localImageFacts(image, facts)];
}

/** What the local daemon knows of an image: size and age, then what it brings. Empty where no daemon was asked. */
export function localImageFacts(image: string, { localImage }: DockerfileFacts): string[] {
  const found = localImage?.(image);
  if (found === undefined || !parseImageReference(image)) return [];
  if (found === 'missing') return ['It is not on this machine: the build pulls it first.'];
  const platform = found.platform === undefined ? '' : `, for ${inlineCode(found.platform)}`;
  const age = found.made ? `, made ${ageWords(found.made.daysAgo)} (${found.made.date})` : '';
  return [`On this machine: **${formatBytes(found.size)}** in ${count(found.layers, 'layer')}${platform}${age}.`, broughtFact(found)];
}

function broughtFact({ entrypoint, cmd, user, workingDirectory, ports }: LocalImage): string {
  const command = (name: string, words: readonly string[]): string[] => (words.length > 0 ? [`${name} ${inlineCode(maskSecrets(formatCommandLine(words)), 60)}`] : []);
  const parts = [
    ...command('ENTRYPOINT', entrypoint),
    ...command('CMD', cmd),
    ...(workingDirectory === '' || workingDirectory === '/' ? [] : [`WORKDIR ${inlineCode(workingDirectory)}`]),
    ...(ports.length > 0 ? [`EXPOSE ${joinWords(ports.map((port) => inlineCode(port)), 4)}`] : []),
    user === '' ? 'no USER, so root' : `USER ${inlineCode(user)}`,
  ];
  return `It brings ${joinWords(parts)}.`;
}

function ageWords(days: number): string {
  if (days < 1) return 'today';
  if (days < 60) return `${count(days, 'day')} ago`;
  return days < 730 ? `${Math.round(days / 30.4)} months ago` : `${Math.floor(days / 365)} years ago`;
}

/** An image name taken apart, in words. */
export function describeReference(image: string): string[] {
  const reference = parseImageReference(image);
  if (!reference) return [`${inlineCode(image)} is not a valid image name.`];
  const { registry, repository, tag, digest } = reference;
  const lines = [`Registry ${inlineCode(registry)}, repository ${inlineCode(repository)}${tag ? `, tag ${inlineCode(tag)}` : ''}${digest ? ', pinned by digest' : ''}.`];
  if (!tag && !digest) lines.push('No tag is written, so Docker takes `latest`: whatever the publisher moved that tag to.');
  if (tag && digest) lines.push('With a digest the tag is only a note: the digest decides.');
  return lines;
}

/** Who uses a stage: later FROMs, COPY --from and mounts. */
export function stageFacts(dockerfile: Dockerfile, element: DockerfileElement & { kind: 'stageName' }): string[] {
  const stage = stageOf(dockerfile, element.instruction);
  if (!stage) return [];
  const uses = stageThings(dockerfile)[stage.index]!.occurrences.filter(({ role }) => role === 'use');
  const users = [...new Set(uses.map(({ instruction }) => instruction))].map(({ keyword, startLine }) => `\`${keyword}\` in line ${startLine}`);
  const isLast = stage.index === dockerfile.stages.length - 1;
  const last = isLast ? ['It is the last stage: `docker build` without `--target` makes this one the image.'] : [];
  if (users.length > 0) return [`Used by ${joinWords(users, 6)}.`, ...last];
  return isLast ? last : ['Nothing in this file uses it; it is built only with `docker build --target`.'];
}
