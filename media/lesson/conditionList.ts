import { conditionStates } from '../../server/protocol/conditionStates';
import type { LabCheckResult, LabConditionResult, LessonLab } from '../../server/protocol/course';
import { element } from '../webview/element';

type State = LabConditionResult['state'] | 'unknown';

const states: Readonly<Record<State, { readonly sign: string; readonly word: string }>> = {
  ...conditionStates,
  unknown: { sign: '○', word: 'Not checked yet' },
};
const groups = [
  { kind: 'static', title: 'In your files' },
  { kind: 'live', title: 'On your Docker' },
] as const;

type ShownCondition = Pick<LabConditionResult, 'title' | 'kind' | 'reason' | 'found'> & { readonly state: State };

/** The conditions of a lab as they are known: those of the last check, or without one those that will be checked. */
export function conditionsOf(lab: LessonLab, result: LabCheckResult | undefined): readonly ShownCondition[] {
  if (result !== undefined && result.conditions.length > 0) return result.conditions;
  return lab.conditions.map((condition) => ({ ...condition, state: 'unknown' }));
}

/** The conditions of a lab in two groups. What was found is the learner's own text and stays text. */
export function conditionList(conditions: readonly ShownCondition[]): HTMLElement[] {
  return groups.flatMap(({ kind, title }) => {
    const own = conditions.filter((condition) => condition.kind === kind);
    if (own.length === 0) return [];
    const met = own.filter(({ state }) => state === 'met').length;
    const heading = element('h3', {}, [title, element('span', { class: 'count' }, [` ${met} of ${own.length}`])]);
    return [heading, element('ul', { class: 'conditions' }, own.map(conditionItem))];
  });
}

function conditionItem({ title, state, reason, found }: ShownCondition): HTMLElement {
  const { sign, word } = states[state];
  return element('li', { 'data-state': state }, [
    element('span', { class: 'sign', 'aria-hidden': 'true' }, [sign]),
    element('div', {}, [
      element('p', { class: 'condition' }, [element('span', { class: 'state' }, [word]), element('span', { class: 'unseen' }, [': ']), element('span', {}, [title])]),
      ...(state === 'unmet' && found !== undefined ? [element('p', { class: 'found' }, [found])] : []),
      ...(state === 'unmet' && reason !== undefined ? [element('p', { class: 'reason' }, [reason])] : []),
    ]),
  ]);
}

/** A check in one sentence. */
export function resultSentence(conditions: readonly ShownCondition[], result: LabCheckResult | undefined): string {
  if (result === undefined) return '';
  if (result.conditions.length === 0) return 'The lab could not be checked.';
  if (result.done === 'all') return 'Done. Everything that the lab asks for holds.';
  if (result.done === 'static') return 'Done in your files: everything there holds. Docker was not asked.';
  return `Not there yet: ${conditions.filter(({ state }) => state === 'met').length} of ${conditions.length} hold.`;
}
