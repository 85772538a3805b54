import { operands, type PackageManager } from './packageManager';
import { unclear } from './projectText';

/** `swift package resolve` reads the manifest, the versions that it was resolved to, and no target's sources (docs.swift.org/swiftpm). */
export const swift: PackageManager = {
  name: 'swift',
  isInstall(words) {
    if (words[0] !== 'swift' || words.some((word) => /^(--package-path|--scratch-path|--build-path|--multiroot-data-file|--config-path)(=|$)/.test(word))) return false;
    return operands(words.slice(1)).join(' ') === 'package resolve';
  },
  needs(_words, project) {
    const manifests = project.paths.filter((path) => /^Package(@swift-[\d.]+)?\.swift$/.test(path));
    if (!manifests.includes('Package.swift')) return unclear('no Package.swift is copied');
    for (const path of manifests) {
      const text = project.text(path);
      if (text === undefined) return unclear(`${path} could not be read`);
      if (/\.package\(\s*(name:\s*"[^"]*",\s*)?path:/.test(text)) return unclear(`${path} names a package in the project`);
      if (/\bimport\s+(Foundation|Glibc|Darwin)|FileManager|Context\./.test(text)) return unclear(`${path} may read other files`);
    }
    return { kind: 'manifests', manifests: [...manifests, ...project.paths.filter((path) => path === 'Package.resolved' || path.startsWith('.swiftpm/configuration/'))] };
  },
  onlyReads: (words) => words.includes('--force-resolved-versions') || words.includes('--only-use-versions-from-resolved-file'),
  writes: ['.build'],
  reads: /(^|\/)Package(@swift-[\d.]+)?\.swift$/,
};
