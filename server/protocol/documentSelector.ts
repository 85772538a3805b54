/** Files that a person edits: not git's old copies, and not what another extension shows. */
export const fileSchemes = ['file', 'untitled', 'vscode-vfs'];

/** Which Dockerfiles an editor's features are offered for. */
export const dockerfiles = fileSchemes.map((scheme) => ({ scheme, language: 'dockerfile' }));

/** Which compose files: by VS Code's language for them, or plain YAML with a compose file's name. */
export const composeFiles = fileSchemes.flatMap((scheme) => [
  { scheme, language: 'dockercompose' },
  { scheme, language: 'yaml', pattern: '**/{compose,docker-compose,compose.*,docker-compose.*,compose-*,docker-compose-*,compose_*,docker-compose_*}.{yml,yaml}' },
]);

/** Compose files that no extension for plain YAML takes for its own. */
export const composeLanguageFiles = fileSchemes.map((scheme) => ({ scheme, language: 'dockercompose' }));

/** Files of environment variables, by name: editors give them different languages, or none. Their edits count before they are saved. */
export const environmentFiles = fileSchemes.map((scheme) => ({ scheme, pattern: '**/{.env,.env.*,*.env,*.env.*}' }));
