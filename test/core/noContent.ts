import type { Content } from '../../server/language/content';

/** For tests that need no words. */
export const noContent: Content = {
  commandLineHelp: '',
  hovers: {},
  commands: {},
  rules: {},
  lessons: [],
  course: { levels: { foundations: [], advanced: [], expert: [] }, stages: [] },
  cheatSheet: [],
  daemonProblems: {},
};
