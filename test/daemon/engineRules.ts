import type { EngineRules } from '../../server/language/cache/buildInput';
import type { IgnoreGeneration } from '../../server/language/context/dockerignore';
import { dockerOutput, engineVersion } from './engine';

/** Which of our rules hold for the Engine under test. */
export async function engineRules(): Promise<EngineRules> {
  const status = await dockerOutput('info', '--format', '{{.DriverStatus}}');
  return { generation: generationOf(await engineVersion()), linksCopies: status.includes('io.containerd.snapshotter') };
}

/** The client applies the ignore file, so its version decides. */
export async function clientGeneration(): Promise<IgnoreGeneration> {
  return generationOf(await dockerOutput('version', '--format', '{{.Client.Version}}'));
}

function generationOf(version: string): IgnoreGeneration {
  return Number(version.split('.')[0]) <= 20 ? '20.10' : 'current';
}
