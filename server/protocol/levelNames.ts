import type { LayerwiseSettings } from './settings';

/** What the levels are called, in the order from few words to all: headings of `content/`, links of a hover and of a lesson. */
export const levelNames: Readonly<Record<LayerwiseSettings['explainLevel'], string>> = {
  child: "Like I'm 5",
  teen: "Like I'm 15",
  developer: 'Developer',
};
