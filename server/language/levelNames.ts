import type { ExplainLevel } from './content';

/** What the levels are called, in the order from few words to all: headings of `content/` and links of a hover. */
export const levelNames: Readonly<Record<ExplainLevel, string>> = {
  child: "Like I'm 5",
  teen: "Like I'm 15",
  developer: 'Developer',
};
