import type { SpanEdit } from './rule';

/** How a command becomes a JSON list, or why it cannot by itself. `reason` is a clause. */
export type ExecFormPlan =
  | {
      readonly kind: 'edits';
      readonly edits: readonly SpanEdit[];
      /** Why a shell stays in front; undefined where none does. A clause. */
      readonly keepsShell?: string;
    }
  | { readonly kind: 'blocked'; readonly reason: string };
