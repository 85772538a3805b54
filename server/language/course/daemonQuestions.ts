/** What live conditions may ask of a daemon. Each is one reading call, or a few. */

/** By name or id; `absent` answers it where there is no such object. */
export type DaemonQuestion =
  | { readonly kind: 'container'; readonly name: string }
  | { readonly kind: 'image'; readonly name: string };

/** `GET /containers/NAME/json`, as far as conditions look at it. */
export interface ContainerAnswer {
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly exitCode: number;
  /** Id of the image that it was made from. */
  readonly image: string;
}

/** `GET /images/NAME/json`, as far as conditions look at it. */
export interface ImageAnswer {
  readonly id: string;
  /** Digests of the uncompressed layers, from the lowest. */
  readonly layers: readonly string[];
}

export interface DaemonAnswers {
  /** Undefined where there is none of that name. */
  container(name: string): ContainerAnswer | undefined;
  image(name: string): ImageAnswer | undefined;
}
