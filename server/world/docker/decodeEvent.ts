import { below, field, text } from './answerFields';
import type { FactKind } from './snapshot';

/** What an event says may have changed. */
export interface EventNews {
  /** Kinds to list again; none where nothing of the graph changes. */
  readonly kinds: readonly FactKind[];
  /** The image that it is about, where the event names it by its id. */
  readonly image?: string;
  /** What the daemon lists may lag behind the event: for the moment of a network change, and longer where a process ends. */
  readonly settles: 'at-once' | 'soon' | 'late';
}

const nothing: EventNews = { kinds: [], settles: 'at-once' };

/** Actions that change nothing in the graph. Health checks send `exec_…` events without end. */
const silentActions = /^(?:exec_|attach|detach|resize|top|copy|archive-path|extract-to-dir|export|save|push|mount|unmount)/;

/**
 * Which kinds to list after an event. Start and stop send events of networks and volumes, too, which change no network
 * and no volume; a container of a swarm's task tells that its task has changed, of which no event tells.
 */
export function decodeEvent(event: unknown): EventNews {
  const action = text(field(event, 'Action'));
  const id = text(below(event, 'Actor', 'ID'));
  if (silentActions.test(action)) return nothing;
  switch (text(field(event, 'Type'))) {
    case 'container':
      return { kinds: [...containerKinds(event, action)], settles: action === 'die' ? 'late' : 'soon' };
    case 'image':
      // A container shows another name when its image's tag has moved.
      return { kinds: ['images', 'containers'], settles: 'at-once', ...(/^sha256:[0-9a-f]{64}$/.test(id) ? { image: id } : {}) };
    case 'volume':
      return { kinds: ['volumes'], settles: 'at-once' };
    case 'network':
      return /^(?:dis)?connect$/.test(action) ? { kinds: ['containers'], settles: 'soon' } : { kinds: ['networks'], settles: 'at-once' };
    case 'service':
    case 'node':
      return { kinds: ['swarm'], settles: 'at-once' };
    default:
      return nothing;
  }
}

function containerKinds(event: unknown, action: string): readonly FactKind[] {
  const task = text(below(event, 'Actor', 'Attributes', 'com.docker.swarm.task.id')) === '' ? [] : (['swarm'] as const);
  // `docker commit` without a name tells of no image.
  return ['containers', ...(action === 'commit' ? (['images'] as const) : []), ...task];
}
