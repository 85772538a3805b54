import { currentEngine, type EngineRules } from './buildInput';

/** The Engines whose builds were looked at, as the command line names them. */
export const engines = {
  '20.10': { generation: '20.10', linksCopies: false },
  '26.1': currentEngine,
  '26.1-containerd': { ...currentEngine, linksCopies: true },
} as const satisfies Readonly<Record<string, EngineRules>>;

/** BuildKit 0.8 came with Docker 20.10, and 23.0 was the next Engine. */
const lastOlderEngine = 20;

/**
 * Which rules hold for an Engine.
 * @param version as it tells it: `20.10.24+dfsg1`; one that is no number counts as newer
 * @param storesInContainerd whether it keeps images in the containerd store
 */
export function engineRulesOf(version: string, storesInContainerd: boolean): EngineRules {
  const isOlder = Number(version.split('.')[0]) <= lastOlderEngine;
  return { generation: isOlder ? '20.10' : 'current', linksCopies: storesInContainerd && !isOlder };
}
