import type { LabConditionResult } from './course';

/** Each state's sign and word, wherever conditions are shown: together they say without a colour what it is. */
export const conditionStates: Readonly<Record<LabConditionResult['state'], { readonly sign: string; readonly word: string }>> = {
  met: { sign: '✓', word: 'Holds' },
  unmet: { sign: '✕', word: 'Not yet' },
  'not-run': { sign: '–', word: 'Not run: no daemon' },
};
