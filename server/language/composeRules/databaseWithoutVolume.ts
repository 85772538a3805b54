import type { ComposeNode, Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { scalarText } from '../compose/project/nodeEdits';
import { itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { NameFixes } from '../compose/project/consistency/nameFixes';
import { foundOnce } from '../foundOnce';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { databaseData, type DatabaseData } from './databaseData';
import type { Fix, SpanEdit } from '../rules/rule';
import { indentationAt, lineAfter } from './lineEdits';
import { environmentOf, isComplete, isWrittenIn, pulledImage, servicesOf, textAt, type RuleService } from './ruleServices';

export interface DatabaseWithoutVolumeFact extends ComposeRuleFact {
  readonly service: string;
  readonly data: DatabaseData;
  /** Where a mount stands that does not hold the data, if there is one. */
  readonly mounted: string | undefined;
  readonly isRefused: boolean;
  readonly fix: Fix | undefined;
}

interface Mount {
  readonly target: string;
  readonly place: Place;
}

/**
 * The data of a database lies in the anonymous volume that its image asks for, because no mount is at that folder, or is at
 * the folder of another version. `down` leaves the volume behind, and the next `up` makes a new, empty one.
 */
export const databaseWithoutVolume: ComposeRule<DatabaseWithoutVolumeFact> = {
  id: 'database-without-volume',
  severity: 'warning',
  alsoKnownAs: [],
  check({ project }) {
    // Data of a test is meant to go.
    if (!isComplete(project) || project.paths.some(isOfTest)) return [];
    return servicesOf(project).flatMap((service) => databaseFact(service, project));
  },
  message({ service, data: { name, volume, refused }, mounted, isRefused }) {
    if (isRefused) return `${name} of this version keeps its data below \`${volume}\` and stops at the first start when something is mounted at \`${refused}\`. Mount the volume at \`${volume}\`.`;
    const why = mounted === undefined ? `nothing is mounted at \`${volume}\`` : `the image has a volume of its own at \`${volume}\`, inside of \`${mounted}\``;
    return `The data of \`${service}\` is in an anonymous volume: ${why}. \`docker compose down\` leaves it behind, and the next \`up\` starts with an empty database. Mount a named volume at \`${volume}\`.`;
  },
  fixes: ({ fix }) => (fix ? [fix] : []),
};

/** By the name of the file, or of a folder that it is in. */
function isOfTest(path: string): boolean {
  return /\/(?:tests?|e2e|testdata|__tests__)\/|(?:test|e2e|\bci\b)[^/]*$/i.test(path);
}

function databaseFact(service: RuleService, project: ComposeProject): DatabaseWithoutVolumeFact[] {
  const image = pulledImage(service);
  const data = image === undefined ? undefined : databaseData(image);
  const mounts = data && mountsOf(service.node);
  // With a folder of its own, or another's mounts, nothing is certain.
  if (!data || !mounts || nodeAt(service.node, 'volumes_from') || movesData(service)) return [];
  const refused = mounts.find(({ target }) => target === data.refused);
  const parent = mounts.find(({ target }) => data.volume.startsWith(`${target}/`) || target === '/');
  if (mounts.some(({ target }) => target === data.volume || (data.folder + '/').startsWith(`${target}/`) && target.length > data.volume.length)) return [];
  const wrong = refused ?? parent;
  const place = wrong?.place ?? service.node.entries.get('image')?.value.place ?? service.namePlace;
  const fix = wrong ? movedMount(project, wrong, data) : keptInVolume(project, service, data);
  return [{ place, service: service.name, data, mounted: wrong?.target, isRefused: refused !== undefined, fix }];
}

/** The volume that is mounted at the wrong folder holds nothing of the database: it can move. */
function movedMount(project: ComposeProject, { target, place }: Mount, { volume }: DatabaseData): Fix | undefined {
  const text = textAt(project, place);
  const at = text.lastIndexOf(target);
  if (target === '/' || at < 0 || /[\w-]/.test(text[at + target.length] ?? '')) return undefined;
  const start = place.span.start + at;
  return { title: `Mount it at ${volume}`, edits: [{ span: { start, end: start + target.length }, newText: volume }] };
}

/** A named volume at the folder, declared at the top. Undefined where the name is taken, or where the service is not written plainly. */
function keptInVolume(project: ComposeProject, service: RuleService, { volume }: DatabaseData): Fix | undefined {
  const name = `${service.name}-data`;
  const { path } = service.node.place;
  const mount = nodeAt(project.model, 'volumes', name) ? undefined : mountAdded(project, service, `${name}:${volume}`);
  const [declaration] = mount ? namesOf(project).declared('volumes', name, path) : [];
  return mount && declaration && { title: `Keep the data in a volume ${name}`, edits: [mount, ...declaration.edits] };
}

const namesOf = foundOnce(({ model, texts }: ComposeProject) => new NameFixes(model, texts));

/** One more line in the service's list of mounts, or a new list below its image. */
function mountAdded({ texts }: ComposeProject, service: RuleService, mount: string): SpanEdit | undefined {
  const { node } = service;
  const text = texts.get(node.place.path) ?? '';
  const image = node.entries.get('image');
  const written = nodeAt(node, 'volumes');
  if (written) {
    const last = itemsAt(written).at(-1);
    return last && isWrittenIn(service, last.place) ? lineAfter(text, last.place.span, (before) => (/^[ \t]*-[ \t]+$/.test(before) ? before + mount : undefined)) : undefined;
  }
  if (!image || !isWrittenIn(service, image.keyPlace)) return undefined;
  const indentation = indentationAt(text, image.keyPlace.span.start);
  const lines = `${indentation}volumes:${text.includes('\r\n') ? '\r\n' : '\n'}${indentation}  - ${mount}`;
  return lineAfter(text, image.value.place.span, (before) => (/^ *image["']?[ \t]*:[ \t]+$/.test(before) ? lines : undefined));
}

/** Another folder by variable or by command. */
function movesData(service: RuleService): boolean {
  const { node } = service;
  const command = [nodeAt(node, 'command'), ...itemsAt(node, 'command')].flatMap((word) => (word?.kind === 'scalar' ? [scalarText(word)] : [])).join(' ');
  const isMoved = environmentOf(service).some(({ name }) => name === 'PGDATA') || /(?:^|\s)-D|data_?dir|dbpath|config|mongos/i.test(command);
  return isMoved || nodeAt(node, 'entrypoint') !== undefined || nodeAt(node, 'env_file') !== undefined;
}

/** Undefined where a target is not certain. */
function mountsOf(node: ComposeNode): readonly Mount[] | undefined {
  const targets = [...itemsAt(node, 'volumes'), ...itemsAt(node, 'configs'), ...itemsAt(node, 'secrets')].map((mount) => scalarAt(mount, 'target'));
  const tmpfs = itemsAt(node, 'tmpfs').flatMap((item) => (item.kind === 'scalar' ? [item] : []));
  if ([...targets, ...tmpfs].some((target) => target?.isUncertain)) return undefined;
  return [...targets.flatMap((target) => target ?? []), ...tmpfs].map((target) => ({ target: scalarText(target).split(':')[0]!.replace(/(?<=.)\/+$/, ''), place: target.place }));
}
