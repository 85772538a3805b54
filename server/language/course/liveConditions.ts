import { textOf, type LiveCondition } from './condition';

/** Every condition on the daemon's objects that a lab may name. */
export const liveConditions: Readonly<Record<string, LiveCondition>> = {
  /** An image of this name is there. */
  'image-exists': {
    parameters: { image: 'string' },
    questions: (parameters) => [{ kind: 'image', name: textOf(parameters, 'image') }],
    check: (parameters, answers) => ({ met: answers.image(textOf(parameters, 'image')) !== undefined }),
  },
};
