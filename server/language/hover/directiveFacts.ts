import type { Directive } from '../dockerfile/syntax';
import { parseCheckOptions } from '../rules/checkDirective';
import { inlineCode, joinWords } from '../wording';
import { buildChecks } from './explainedNames';
import { describeReference } from './imageFacts';

/** What a directive's value means for this file. */
export function directiveFacts({ name, value }: Directive): string[] {
  switch (name) {
    case 'syntax':
      return syntaxFacts(value);
    case 'escape':
      return value === '`'
        ? ['In this file the backtick continues a line and escapes a character; `\\` is an ordinary character, as in Windows paths.']
        : value === '\\'
          ? ['In this file `\\` continues a line and escapes a character: that is the default anyway.']
          : [`BuildKit rejects ${inlineCode(value)}: only a backslash or a backtick may be the escape character.`];
    case 'check':
      return checkFacts(value);
  }
}

/** BuildKit takes the first word as the image (dockerui `DetectSyntax`). */
function syntaxFacts(value: string): string[] {
  const image = value.split(/\s+/)[0] ?? '';
  const builtIn = image === 'docker/dockerfile:1' ? ['It follows the newest version 1, which a build may fetch before it starts.'] : [];
  return [`The build reads this file with the image ${inlineCode(image)}, not with the reader built into BuildKit.`, ...(builtIn.length > 0 ? builtIn : describeReference(image).slice(0, 1))];
}

/** One name behind `skip=` or `experimental=`. */
export function checkNameFacts(name: string): string[] {
  return buildChecks.has(name) ? [] : ['BuildKit has no check of this name, so it changes nothing. Capitals count.'];
}

function checkFacts(value: string): string[] {
  const options = parseCheckOptions(value);
  if (!options) return [`BuildKit rejects ${inlineCode(value)}: it takes \`skip=NAMES\`, \`experimental=NAMES\` and \`error=true\`, joined by semicolons.`];
  const skipped = [...options.skip].map((check) => inlineCode(check));
  return [
    ...(options.skipAll ? ['No check runs for this file.'] : skipped.length > 0 ? [`Skipped in this file: ${joinWords(skipped, 6)}.`] : []),
    ...(options.error ? ['A finding of any other check stops the build.'] : []),
    ...(options.experimentalAll ? ['Experimental checks run too.'] : []),
  ];
}
