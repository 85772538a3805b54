import type { CommandMaker } from './detailsParts';
import type { CommandSurroundings } from './surroundings';
import { terminalLine } from './terminalWords';

/**
 * Writes docker commands for the surroundings' terminal. Names come from the daemon and can be anything: a line that cannot be
 * written so that it does what it looks like is left out.
 */
export function dockerCommands({ docker, shell }: CommandSurroundings): CommandMaker {
  return (title, plain, words, changes = false, after = []) => {
    if (docker === undefined || words.includes(undefined)) return [];
    const line = terminalLine([...docker, ...plain], words as readonly string[], shell, after);
    return line === undefined ? [] : [{ title, line, changes }];
  };
}

/** The first digits of an id, as commands take it; undefined where it is none. */
export function idWord(id: string): string | undefined {
  return /^(?:sha256:)?([0-9a-f]{12})[0-9a-f]*$/.exec(id)?.[1];
}

/** A container's name where it is one that Docker allows, else its id. */
export function containerWord({ name, id }: { readonly name: string; readonly id: string }): string | undefined {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/.test(name) ? name : idWord(id);
}

/** The first tag that is a proper image name, else the id. */
export function imageWord({ tags, id }: { readonly tags: readonly string[]; readonly id: string }): string | undefined {
  return tags.find(isImageName) ?? idWord(id);
}

/** `registry.example.com:5000/team/web:1.5`, `shop_web` */
export function isImageName(name: string): boolean {
  return name.length <= 255 && /^[a-zA-Z0-9][a-zA-Z0-9._-]*(?::\d+)?(?:\/[a-z0-9][a-z0-9._-]*)*(?::[\w][\w.-]{0,127})?$/.test(name);
}
