import type { HistoryRow, ImageFacts } from '../../language/graph/daemonFacts';
import { below, count, field, list, seconds, text, texts } from './answerFields';

/**
 * Reads the daemon's answers about itself and its images. An entry without an id is dropped; see `answerFields.ts`.
 * Fields: https://docs.docker.com/reference/api/engine/version/v1.41/
 */

/** What a listing tells of an image. */
export type ListedImage = Omit<ImageFacts, 'layers' | 'history'>;

/** `GET /images/json`, without layers. */
export function decodeImageList(answer: unknown): ListedImage[] {
  return list(answer).flatMap((entry) => {
    const id = text(field(entry, 'Id'));
    return id === '' ? [] : [{ ...imageNames(entry), id, bytes: count(field(entry, 'Size')), created: count(field(entry, 'Created')) }];
  });
}

/** `GET /images/{id}/json` as an entry of the list; undefined where it has no id. */
export function decodeInspectedImage(answer: unknown): ListedImage | undefined {
  const id = text(field(answer, 'Id'));
  return id === '' ? undefined : { ...imageNames(answer), id, bytes: count(field(answer, 'Size')), created: seconds(field(answer, 'Created')) };
}

/** The layers in `GET /images/{id}/json`, base first. */
export function decodeLayers(answer: unknown): string[] {
  return texts(below(answer, 'RootFS', 'Layers'));
}

/** `GET /images/{id}/history`, turned round so that the oldest row comes first. */
export function decodeHistory(answer: unknown): HistoryRow[] {
  return list(answer)
    .map((row) => ({
      createdBy: text(field(row, 'CreatedBy')),
      bytes: count(field(row, 'Size')),
      created: count(field(row, 'Created')),
      comment: text(field(row, 'Comment')),
    }))
    .reverse();
}

/** `GET /version`. Both are empty where they are not told. */
export function decodeVersion(answer: unknown): { readonly engineVersion: string; readonly operatingSystem: string } {
  return { engineVersion: text(field(answer, 'Version')), operatingSystem: text(field(answer, 'Os')) };
}

/** Tags and digests, sorted. An image without a name has none, `<none>:<none>` or null, depending on the Engine. */
function imageNames(entry: unknown): Pick<ImageFacts, 'tags' | 'digests'> {
  const tags = texts(field(entry, 'RepoTags')).filter((tag) => tag !== '<none>:<none>');
  const digests = texts(field(entry, 'RepoDigests')).filter((digest) => !digest.startsWith('<none>@'));
  return { tags: tags.sort(), digests: digests.sort() };
}
