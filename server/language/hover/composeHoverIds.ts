import { schemaPaths, schemaRoot, type SchemaPath } from '../compose/schema/schemaPaths';
import { explainedWhole, ownBelow, sameBelow, sameKeys } from './composeSharedTexts';

/**
 * The key of Compose that a path stands on, without names and list positions: `services.ports` for
 * `services / web / ports / 0`, `service` for a service's own name, `x-` for what Compose does not read.
 */
export function composeKey(path: readonly (string | number)[]): string {
  if (path.at(-1) === '<<') return 'merge-key';
  if (path[0] === 'services' && path.length === 2) return 'service';
  let place: SchemaPath | undefined = schemaRoot;
  let key = '';
  for (const part of path) {
    if (typeof part === 'number') {
      place = place?.item;
      continue;
    }
    const known: SchemaPath | undefined = place?.keys.get(part);
    if (!known && place?.named) {
      place = place.named;
      continue;
    }
    if (!known && part.startsWith('x-')) return 'x-';
    key = key === '' ? part : `${key}.${part}`;
    place = known;
  }
  return key;
}

/** Every key that has a text of its own, as the files of `content/hover/compose/` are named. */
export const composeTextIds: ReadonlySet<string> = new Set([
  'service', 'merge-key', 'x-',
  ...schemaPaths.filter(({ key }) => key !== '*').map(({ path }) => keyOf(path)).filter((key) => textKey(key) === key),
]);

/** The text for a key: its own, that of the key with the same meaning, or that of the key around it. A service's unknown key has none. */
export function composeTextId(key: string): string | undefined {
  const parts = key.split('.');
  const least = parts[0] === 'services' ? 2 : 1;
  for (let length = parts.length; length >= Math.min(least, parts.length); length--) {
    const id = textKey(parts.slice(0, length).join('.'));
    if (composeTextIds.has(id)) return `compose/${id}`;
  }
  return undefined;
}

/** `services.*.ports[].target` as `services.ports.target`. */
export function keyOf(schemaPath: string): string {
  return schemaPath.replaceAll('[]', '').replaceAll('.*', '');
}

/** The key whose text explains a key. */
function textKey(key: string): string {
  const same = sameKeys.get(key);
  if (same !== undefined) return textKey(same);
  const end = key.lastIndexOf('.');
  if (end < 0 || ownBelow.has(key)) return key;
  const parent = key.slice(0, end);
  const twin = sameBelow.get(parent);
  if (twin !== undefined) return twin + key.slice(end);
  const around = textKey(parent);
  if (explainedWhole.has(around)) return around;
  return key;
}
