import type { Fix } from './language/rules/rule';
import { isThere } from './world/textFile';

/**
 * Those of the fixes that count on nothing that is missing: what a fix says of folders that were not read is looked up here.
 * @param pathOf the place of a file of the build context on the disk; undefined where nobody can look
 */
export async function applicableFixes(fixes: readonly Fix[], pathOf: (path: string) => string | undefined): Promise<readonly Fix[]> {
  const found = await Promise.all(fixes.map(({ otherFile }) => Promise.all((otherFile?.needs ?? []).map((path) => isThere(pathOf(path))))));
  return fixes.filter((_, index) => found[index]!.every((each) => each));
}
