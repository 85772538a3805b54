/** The addresses that a browser opens, and the names that the workbench gives to files. */

/**
 * Address of the workbench with a folder open.
 * @param {Endpoint} server
 * @param {string} folder absolute path
 * @param {readonly (readonly [string, string])[]} [payload] pairs that VS Code's web client reads, such as
 *   `['openFile', …]` and `['gotoLineMode', 'true']`
 *
 * @typedef {{ readonly host: string, readonly port: number, readonly token: string }} Endpoint
 */
export function workbenchAddress(server, folder, payload = []) {
  const query = new URLSearchParams({ tkn: server.token, folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${server.host}:${server.port}/?${query}`;
}

/**
 * The workbench's name of a file or folder on this machine.
 * @param {Endpoint} server
 * @param {string} path absolute, perhaps with `:line:column` behind it, 1-based
 */
export function remoteName(server, path) {
  return `vscode-remote://${server.host}:${server.port}${path}`;
}
