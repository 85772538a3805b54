/** Types of `address.mjs`, for the tests. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly token: string;
}

export function workbenchAddress(server: Endpoint, folder: string, payload?: readonly (readonly [string, string])[]): string;
export function remoteName(server: Endpoint, path: string): string;
