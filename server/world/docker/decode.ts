import type { ComposeOrigin, ContainerFacts, HistoryRow, ImageFacts } from '../../language/graph/daemonFacts';

/**
 * Reads the daemon's answers. A field that is missing or of another type becomes an empty value; an entry without an id
 * is dropped. So an unknown Engine, or one that answers garbage, gives less, never an exception.
 * Fields: https://docs.docker.com/reference/api/engine/version/v1.41/
 */

/** `GET /images/json`, without layers. */
export function decodeImageList(answer: unknown): Omit<ImageFacts, 'layers' | 'history'>[] {
  return list(answer).flatMap((entry) => {
    const id = text(field(entry, 'Id'));
    if (id === '') {
      return [];
    }
    const tags = list(field(entry, 'RepoTags')).map(text).filter((tag) => tag !== '' && tag !== '<none>:<none>');
    return [{ id, tags: tags.sort(), bytes: count(field(entry, 'Size')), created: count(field(entry, 'Created')) }];
  });
}

/** The layers in `GET /images/{id}/json`, base first. */
export function decodeLayers(answer: unknown): string[] {
  return list(field(field(answer, 'RootFS'), 'Layers')).map(text).filter((layer) => layer !== '');
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

/** `GET /containers/json?all=true`. */
export function decodeContainerList(answer: unknown): ContainerFacts[] {
  return list(answer).flatMap((entry) => {
    const id = text(field(entry, 'Id'));
    if (id === '') {
      return [];
    }
    const names = list(field(entry, 'Names')).map(text);
    // A linked container carries further names of the form `/other/alias`; its own has one slash.
    const own = names.find((name) => name.lastIndexOf('/') === 0) ?? names[0] ?? '';
    const compose = composeOrigin(field(entry, 'Labels'));
    return [
      {
        id,
        name: own.replace(/^\//, ''),
        imageId: text(field(entry, 'ImageID')),
        imageName: text(field(entry, 'Image')),
        state: text(field(entry, 'State')),
        status: text(field(entry, 'Status')),
        command: text(field(entry, 'Command')),
        created: count(field(entry, 'Created')),
        ...(compose && { compose }),
      },
    ];
  });
}

/** Labels of a container of `docker compose`. Source: compose `pkg/api/labels.go`. */
function composeOrigin(labels: unknown): ComposeOrigin | undefined {
  const label = (name: string): string => text(field(labels, `com.docker.compose.${name}`));
  const [project, service] = [label('project'), label('service')];
  if (project === '' || service === '') {
    return undefined;
  }
  const files = label('project.config_files').split(',').filter((file) => file !== '');
  return { project, service, folder: label('project.working_dir'), files, isOneOff: label('oneoff').toLowerCase() === 'true' };
}

/** `Version` of `GET /version`, or an empty string. */
export function decodeVersion(answer: unknown): string {
  return text(field(answer, 'Version'));
}

/** What of an event matters: which kind of object it is about, and what happened to it. */
export function decodeEvent(event: unknown): { readonly type: string; readonly action: string } {
  return { type: text(field(event, 'Type')), action: text(field(event, 'Action')) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A count of bytes or seconds: never negative, never NaN. */
function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
