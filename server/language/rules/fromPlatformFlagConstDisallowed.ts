import { expandedPlatforms } from './fromPlatform';
import type { Rule, RuleFact } from './rule';

export interface FromPlatformFlagConstDisallowedFact extends RuleFact {
  readonly platform: string;
}

/** FROM is tied to one platform, and the stage's name does not say so (BuildKit `reportConstPlatformDisallowed`). */
export const fromPlatformFlagConstDisallowed: Rule<FromPlatformFlagConstDisallowedFact> = {
  id: 'from-platform-flag-const-disallowed',
  severity: 'warning',
  alsoKnownAs: ['FromPlatformFlagConstDisallowed', 'DL3029'],
  check({ dockerfile, facts: { build = {} } }) {
    const names = new Map(dockerfile.stages.map(({ from, name = '' }) => [from, name]));
    return expandedPlatforms(dockerfile, build).flatMap(({ from, flag, result, matched, unmatched }) => {
      if (matched.size > 0 || unmatched.size > 0) return [];
      const words = platformWords(result);
      const name = names.get(from) ?? '';
      return !words || words.some((word) => name.includes(word)) ? [] : [{ span: flag.span, platform: result }];
    });
  },
  message: ({ platform }) =>
    `This stage is built for ${platform} whatever platform the build asks for. Give the platform to \`docker build --platform\`, or name it in the stage's name if it is meant.`,
};

const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', 'x86-64': 'amd64', aarch64: 'arm64', armhf: 'arm', armel: 'arm', i386: '386' };
const systems: ReadonlySet<string> = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(' '),
);
const processors: ReadonlySet<string> = new Set(
  `386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le
  riscv riscv64 s390 s390x sparc sparc64 wasm`.split(/\s+/),
);

/** System and architecture, or undefined where BuildKit cannot read the platform (containerd/platforms `Parse`). */
function platformWords(platform: string): readonly string[] | undefined {
  const parts = platform.split('/');
  if (parts.length > 3 || parts.some((part, index) => !(index === 0 ? /^[\w.()-]+$/ : /^[\w.-]+$/).test(part))) return undefined;
  const [first = '', second] = parts.map((part) => part.toLowerCase());
  const system = first.replace(/\(.*$/, '').replace(/^macos$/, 'darwin');
  if (second !== undefined) return [system, architectures[second] ?? second];
  const architecture = architectures[first] ?? first;
  if (systems.has(system)) return [system];
  return processors.has(architecture) ? [architecture] : undefined;
}
