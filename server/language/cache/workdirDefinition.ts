import type { ValueInstruction } from '../dockerfile/syntax';
import { ownerKey } from './copyDefinition';
import type { FrontEnd } from './frontEnd';
import type { StageState } from './stageState';
import type { StepDefinition } from './stepDefinition';

/** WORKDIR makes its folder, owned by the user in force. It is no step where it leads to `/`, unless that is written otherwise. */
export function workdirDefinition(workdir: ValueInstruction, state: StageState, frontEnd: FrontEnd): StepDefinition | undefined {
  const written = state.expand(workdir.value?.text ?? '');
  const path = state.resolve(written);
  if (path === '/' && (written === path || !written.startsWith('/'))) return undefined;
  const parts = [
    { name: 'the folder', value: path },
    { name: 'the user', value: ownerKey(state.user) },
    { name: 'the time of SOURCE_DATE_EPOCH', value: frontEnd.sourceDateEpoch },
  ];
  return { instruction: workdir, parts, inputs: [], linked: false, missing: [], brokenLinks: () => [] };
}
