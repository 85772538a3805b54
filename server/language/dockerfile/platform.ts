/** A platform as Docker writes it: `os/architecture[/variant]`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
}

const knownSystems: ReadonlySet<string> = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(' '),
);
const knownArchitectures: ReadonlySet<string> = new Set(
  `386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc
  riscv riscv64 s390 s390x sparc sparc64 wasm`.split(/\s+/),
);
const systemPattern = '^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.%-]*)((?:\\+[A-Za-z0-9_.%-]+)*)\\))?$';
const partPattern = '^[A-Za-z0-9_.-]+$';

/** Where the builder's own platform is meant: its system and architecture decide no form. */
const assumed: Platform = { os: 'linux', architecture: 'amd64', variant: '' };

/** Reads a platform as BuildKit does, or gives its words where it is none (containerd/platforms `Parse`). */
export function parsePlatform(text: string): Platform | { readonly fault: string } {
  const refused = (reason: string): { readonly fault: string } => ({ fault: `${reason}: invalid argument` });
  if (text.includes('*')) return refused(`${JSON.stringify(text)}: wildcards not yet supported`);
  const parts = text.split('/');
  const [first = '', ...others] = [...parts.slice(0, 3), ...(parts.length > 3 ? [parts.slice(3).join('/')] : [])];
  const system = new RegExp(systemPattern).exec(first)?.[1]?.toLowerCase();
  if (system === undefined) {
    return refused(`${JSON.stringify(first)} is an invalid OS component of ${JSON.stringify(text)}: OSAndVersion specifier component must match ${JSON.stringify(systemPattern)}`);
  }
  const wrong = others.find((part) => !new RegExp(partPattern).test(part));
  if (wrong !== undefined) {
    return refused(`${JSON.stringify(wrong)} is an invalid component of ${JSON.stringify(text)}: platform specifier component must match ${JSON.stringify(partPattern)}`);
  }
  if (others.length > 2) return refused(`${JSON.stringify(text)}: cannot parse platform specifier`);
  const os = system === 'macos' ? 'darwin' : system;
  if (others.length > 0) return { os, ...normalArchitecture(others[0]!, others[1] ?? '') };
  if (knownSystems.has(os)) return { ...assumed, os };
  const alone = normalArchitecture(first, '');
  return knownArchitectures.has(alone.architecture) ? { ...assumed, ...alone } : refused(`${JSON.stringify(text)}: unknown operating system or architecture`);
}

/** Other names of the same architecture (containerd/platforms `normalizeArch`). */
function normalArchitecture(architecture: string, variant: string): Omit<Platform, 'os'> {
  const name = architecture.toLowerCase();
  switch (name) {
    case 'i386':
      return { architecture: '386', variant: '' };
    case 'x86_64':
    case 'x86-64':
      return { architecture: 'amd64', variant: variant.toLowerCase() };
    case 'aarch64':
      return { architecture: 'arm64', variant: variant.toLowerCase() };
    case 'armhf':
      return { architecture: 'arm', variant: 'v7' };
    case 'armel':
      return { architecture: 'arm', variant: 'v6' };
    default:
      return { architecture: name, variant: variant.toLowerCase() };
  }
}
