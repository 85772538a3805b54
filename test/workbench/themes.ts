/** The colour themes that pages are looked at in: the name that VS Code shows, one for screenshots, and the class of a page's body. */
export const themes = [
  { name: 'Dark Modern', file: 'dark', bodyClass: 'vscode-dark' },
  { name: 'Light Modern', file: 'light', bodyClass: 'vscode-light' },
  { name: 'Dark High Contrast', file: 'high-contrast', bodyClass: 'vscode-high-contrast' },
  { name: 'Light High Contrast', file: 'high-contrast-light', bodyClass: 'vscode-high-contrast-light' },
] as const;
