import { isRemote } from '../compose/hostPath';
import type { NamedContext } from './buildInput';

const imageScheme = 'docker-image://';

/**
 * Named contexts as their addresses tell them, without a look at any folder: it then counts as unchanged.
 * @param named a folder's absolute path or an address, by name.
 */
export function unreadContexts(named: Readonly<Record<string, string>>): Readonly<Record<string, NamedContext>> {
  return Object.fromEntries(Object.entries(named).map(([name, address]) => [name, unread(address)]));
}

/** The names that stand for folders of this machine. */
export function folderNames(named: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(named).filter((name) => !isRemote(named[name]!));
}

function unread(address: string): NamedContext {
  return address.startsWith(imageScheme) ? { kind: 'image', reference: address.slice(imageScheme.length) } : { kind: 'address', address };
}
