/** Files that a person edits: not git's old copies, and not what another extension shows. */
export const fileSchemes = ['file', 'untitled', 'vscode-vfs'];

/** Which Dockerfiles an editor's features are offered for. */
export const dockerfiles = fileSchemes.map((scheme) => ({ scheme, language: 'dockerfile' }));
