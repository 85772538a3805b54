import { readCheckOptions } from '../dockerfile/checkOptions';
import type { Directive } from '../dockerfile/syntax';
import { inlineCode, joinWords } from '../wording';
import type { DockerfileElement } from './dockerfileElement';
import { buildChecks } from './explainedNames';
import { describeReference } from './imageFacts';

/** What a directive's value means for this file. */
export function directiveFacts({ name, value, unread }: Directive): string[] {
  if (unread) return ['BuildKit does not find it here, because a directive above is indented. Write all of them from the first column on.'];
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

/** A comment that looks like a directive and stands below the place for directives. */
export function directiveCommentFacts({ name, value, below }: DockerfileElement & { kind: 'directiveComment' }): string[] {
  if (below) return checkFacts(value, `the ${below.keyword} in line ${below.startLine}`);
  return [`It is a plain comment here. ${name === 'check' ? 'It' : 'A directive'} counts only in the first lines of the file, above every other comment, empty line and instruction${name === 'check' ? ', or directly above an instruction' : ''}.`];
}

/** One name behind `skip=` or `experimental=`. */
export function checkNameFacts(name: string): string[] {
  return buildChecks.has(name) ? [] : ['BuildKit has no check of this name, so it changes nothing. Capitals count.'];
}

function checkFacts(value: string, reach = 'this file'): string[] {
  const read = readCheckOptions(value.split(' ', 1)[0]!);
  if ('fault' in read) return [`BuildKit rejects ${inlineCode(value)}: it takes \`skip=NAMES\`, \`experimental=NAMES\` and \`error=true\`, joined by semicolons.`];
  const { options } = read;
  const skipped = [...options.skip].map((check) => inlineCode(check));
  return [
    ...(options.skipAll ? [`No check runs for ${reach}.`] : skipped.length > 0 ? [`Skipped for ${reach}: ${joinWords(skipped, 6)}.`] : []),
    ...(options.error ? ['A finding of any other check stops the build.'] : []),
    ...(options.experimentalAll ? ['Experimental checks run too.'] : []),
  ];
}
