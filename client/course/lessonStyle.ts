/** Style of a lesson's page, in the theme's own colours. */
export const lessonStyle = `
body { color: var(--vscode-foreground); background: var(--vscode-editor-background); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); line-height: 1.6; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
h1 { margin-bottom: 0.2rem; }
h2 { margin-top: 2rem; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
.why { color: var(--vscode-descriptionForeground); margin-top: 0; font-size: 1.1em; }
nav { margin: 1rem 0; }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible, summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
.level { display: inline-block; padding: 0.1rem 0.7rem; border-radius: 1rem; border: 1px solid var(--vscode-button-border, var(--vscode-descriptionForeground)); text-decoration: none; }
.level[aria-current] { background: var(--vscode-badge-background); color: var(--vscode-badge-foreground); font-weight: bold; }
.button { display: inline-block; padding: 0.2rem 0.9rem; border-radius: 3px; border: 1px solid var(--vscode-button-border, transparent); background: var(--vscode-button-background); color: var(--vscode-button-foreground); text-decoration: none; }
.button:hover { background: var(--vscode-button-hoverBackground); }
code { font-family: var(--vscode-editor-font-family); background: var(--vscode-textCodeBlock-background); padding: 0 0.25em; border-radius: 3px; }
pre { white-space: pre-wrap; background: var(--vscode-textCodeBlock-background); padding: 0.6rem; border-radius: 3px; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid var(--vscode-widget-border, var(--vscode-descriptionForeground)); padding: 0.25rem 0.6rem; text-align: left; vertical-align: top; }
aside { border-left: 3px solid var(--vscode-textBlockQuote-border); background: var(--vscode-textBlockQuote-background); padding: 0.1rem 1rem; margin: 1rem 0; }
figure { margin: 1.5rem 0; }
figure svg { display: block; width: 100%; max-width: 40rem; height: auto; }
figcaption { color: var(--vscode-descriptionForeground); font-size: 0.9em; max-width: 40rem; }
.lab { border: 1px solid var(--vscode-widget-border, var(--vscode-descriptionForeground)); border-radius: 4px; padding: 0 1rem 1rem; margin: 1.5rem 0; }
.lab h2 { margin-top: 1rem; }
.done { font-weight: bold; color: var(--vscode-charts-green, var(--vscode-foreground)); }
.answers { list-style: none; padding-left: 0; }
.answers li { margin: 0.3rem 0; }
summary { cursor: pointer; }
details > p { margin: 0.3rem 0 0.6rem 1.1rem; }
`;
