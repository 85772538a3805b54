import { commandSpan, type StepScript } from '../process/stepScript';
import { inlineCode, joinWords } from '../wording';
import type { Rule, RuleFact } from './rule';
import { stageChains } from './stageScripts';

interface BuildToolsInImageFact extends RuleFact {
  readonly tools: readonly string[];
}

/** Packages that compile and link: who runs a finished program does not need them. Headers (`-dev`) come with them. */
const compilers: ReadonlySet<string> = new Set([
  'build-base', 'build-essential', 'gcc', 'g++', 'gcc-c++', 'clang', 'cmake', 'make', 'automake', 'autoconf', 'musl-dev', 'libc6-dev', 'libc-dev', 'linux-headers', 'alpine-sdk',
]);
const managers: ReadonlyMap<string, RegExp> = new Map([
  ['apk', /^add$/],
  ['apt', /^install$/],
  ['apt-get', /^install$/],
  ['dnf', /^install$/],
  ['microdnf', /^install$/],
  ['yum', /^install$/],
  ['zypper', /^(?:install|in)$/],
]);
const removals = /^(?:del|remove|purge|autoremove|erase|rm)$/;

/**
 * Compilers that a step of the image's own stages installs and leaves. Nothing in a file tells whether the program compiles
 * something while it runs, so the rule is off until somebody asks for it.
 */
export const buildToolsInImage: Rule<BuildToolsInImageFact> = {
  id: 'build-tools-in-image',
  severity: 'information',
  alsoKnownAs: [],
  isOffByDefault: true,
  check: ({ dockerfile, facts: { build = {} } }) =>
    stageChains(dockerfile, build)
      .filter(({ inImage }) => inImage)
      .flatMap(({ own }) => own.flatMap(leftTools)),
  message: ({ tools }) =>
    `${joinWords(tools.map((tool) => inlineCode(tool)), 3)} ${tools.length === 1 ? 'stays' : 'stay'} in the image. A container that only runs the program does not need ${tools.length === 1 ? 'it' : 'them'}: build in a stage of its own and copy the result, or remove what was installed in this same RUN.`,
};

/** A step that also removes packages cleans up behind itself; what exactly it keeps is not said then. */
function leftTools(script: StepScript): BuildToolsInImageFact[] {
  const calls = script.commands.filter(({ name }) => managers.has(name));
  if (calls.some(({ words }) => words.some((word) => removals.test(word)))) return [];
  return calls.flatMap((call): BuildToolsInImageFact[] => {
    const isInstall = call.words.some((word) => managers.get(call.name)!.test(word));
    const tools = call.words.filter((word) => compilers.has(word.replace(/[=<>~].*$/, '')));
    return isInstall && tools.length > 0 ? [{ span: commandSpan(script, call), tools }] : [];
  });
}
