import { plainLine, shorten } from '../../wording';
import { isRoot } from '../cues';
import type { ContainerInspection, EngineSecurity, ImageInspection } from './inspection';

const longestUser = 80;

/** Whose root a container's root is outside. `unknown` where the Engine was not asked. */
type RootOutside = 'root' | 'somebody else' | 'unknown';

function rootOutside(container: ContainerInspection | undefined, engine: EngineSecurity | undefined): RootOutside {
  if (engine === undefined) return 'unknown';
  if (engine.rootless) return 'somebody else';
  return engine.mapsUsers && container?.userNamespace !== 'host' ? 'somebody else' : 'root';
}

/** What is known of a container's user. */
export interface KnownUser {
  /** `Config.User`; undefined where it was not told. */
  readonly user: string | undefined;
  /** True where its process is there now. */
  readonly alive: boolean;
  readonly container: ContainerInspection | undefined;
  readonly image: ImageInspection | undefined;
  readonly engine: EngineSecurity | undefined;
}

/** Why a container runs as root, and who that is outside; nothing for another user and where it is not known. */
export function rootSentences({ user, alive, container, image, engine }: KnownUser): readonly string[] {
  if (!isRoot(user) || user === undefined) return [];
  const runs = alive ? 'It runs' : 'Its process is set to run';
  const outside = rootOutside(container, engine);
  const who = engine?.rootless ? 'The Engine is rootless: root inside is, outside, the user who started the Engine.' : 'The Engine maps users: root inside is an ordinary user outside.';
  return [`${runs} as root, because ${reason(user, image)}.`, ...(outside === 'somebody else' ? [who] : [])];
}

/** True where root inside a container is not the machine's root, as the Engine says. */
export function isHarmlessRoot(container: ContainerInspection | undefined, engine: EngineSecurity | undefined): boolean {
  return rootOutside(container, engine) === 'somebody else';
}

function reason(user: string, image: ImageInspection | undefined): string {
  if (user === '') return 'neither the image nor the command names a user';
  const written = shorten(plainLine(user), longestUser);
  if (image?.local === undefined) return `its user is set to ${written}`;
  return image.local.user === user ? `the image says so with USER ${written}` : `it was made with the user ${written}`;
}

/** The user as a fact: `node`, `root (not set)`; undefined where it was not told. */
export function userText(user: string | undefined): string | undefined {
  return user === '' ? 'root (not set)' : user;
}
