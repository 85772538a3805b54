import type { EngineRules } from '../../server/language/cache/buildInput';
import { engineRulesOf } from '../../server/language/cache/engines';
import type { IgnoreGeneration } from '../../server/language/context/dockerignore';
import { dockerOutput, engineVersion } from './engine';

/** Which of our rules hold for the Engine under test. */
export async function engineRules(): Promise<EngineRules> {
  const status = await dockerOutput('info', '--format', '{{.DriverStatus}}');
  return engineRulesOf(await engineVersion(), status.includes('io.containerd.snapshotter'));
}

/** The client applies the ignore file, so its version decides. */
export async function clientGeneration(): Promise<IgnoreGeneration> {
  return engineRulesOf(await dockerOutput('version', '--format', '{{.Client.Version}}'), false).generation;
}
