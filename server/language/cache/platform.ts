const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', 'x86-64': 'amd64', aarch64: 'arm64', armhf: 'arm/v7', armel: 'arm/v6', i386: '386' };

/** One spelling for one platform: `amd64`, `linux/x86_64` and `linux/amd64` are the same, as are `linux/arm64` and `linux/arm64/v8`. */
export function normalPlatform(platform: string): string {
  const parts = platform.toLowerCase().split('/');
  const [os, architecture = '', variant = ''] = parts.length === 1 ? ['linux', ...parts] : parts;
  const known = architectures[architecture] ?? architecture;
  const kept = (known === 'arm64' && variant === 'v8') || (known === 'amd64' && variant === 'v1') ? '' : variant;
  return [os, known, kept].filter((part) => part !== '').join('/');
}
