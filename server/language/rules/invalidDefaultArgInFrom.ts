import { assumedGlobals } from '../dockerfile/defaultBuild';
import { expandText } from '../dockerfile/expansion';
import { parseImageReference } from '../imageReference';
import type { Rule, RuleFact } from './rule';

export interface InvalidDefaultArgInFromFact extends RuleFact {
  readonly written: string;
  /** What is left without build arguments. */
  readonly result: string;
}

/** FROM has no valid image name when no build argument is given (BuildKit `validateBaseImagesWithDefaultArgs`). */
export const invalidDefaultArgInFrom: Rule<InvalidDefaultArgInFromFact> = {
  id: 'invalid-default-arg-in-from',
  severity: 'information',
  alsoKnownAs: ['InvalidDefaultArgInFrom'],
  skippedForFile: true,
  check({ dockerfile, facts: { build = {} } }) {
    const globals = assumedGlobals(dockerfile, { ...build, buildArguments: {} });
    const found: InvalidDefaultArgInFromFact[] = [];
    for (const { from } of dockerfile.stages) {
      if (!from.image) continue;
      const { text: written, span } = from.image;
      const { text: result, error } = expandText(written, globals, dockerfile.escape);
      if (error !== undefined) break;
      if (result !== undefined && !parseImageReference(result)) found.push({ span, written, result });
    }
    return found;
  },
  message: ({ written, result }) =>
    written === result ? `\`${written}\` is no image name. Names are in lower case and use only letters, digits and separators.` : `Without a build argument \`${written}\` becomes ${result === '' ? 'nothing' : `\`${result}\``}, which is no image name, so a plain \`docker build\` fails. Give the ARG above the first FROM a default.`,
};
