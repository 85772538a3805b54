import { existing, operands, type PackageManager } from './packageManager';

export const go: PackageManager = {
  name: 'go',
  isInstall(words) {
    return operands(words).join(' ') === 'go mod download';
  },
  needs(_words, project) {
    if (project.paths.includes('go.work') || project.above('go.work')) return { kind: 'unclear', reason: 'go.work names modules, each with a go.mod of its own' };
    const text = project.text('go.mod');
    if (text === undefined) return { kind: 'unclear', reason: 'go.mod could not be read' };
    if (/=>\s*\.{0,2}\//.test(text)) return { kind: 'unclear', reason: 'go.mod replaces a module by a folder of the project' };
    return { kind: 'manifests', manifests: existing(project, ['go.mod', 'go.sum']) };
  },
  writes: [],
  reads: /(^|\/)go\.mod$/,
};
