import type { LayerRow } from '../../../protocol/graphDetails';
import type { ExplainLevel, GraphTexts } from '../../content';
import type { ContainerInspection, EngineSecurity, ImageInspection, VolumeInspection } from './inspection';
import type { TerminalShell } from './terminalWords';

/** What the lines of commands depend on. */
export interface CommandSurroundings {
  /** The shell of the terminal that commands are for. */
  readonly shell: TerminalShell;
  /** What every command begins with: `docker`, `docker --context far`. Undefined: there is no daemon to command. */
  readonly docker: readonly string[] | undefined;
}

/** What the details of a node need to know beside the graph. */
export interface DetailsSurroundings extends CommandSurroundings {
  /** Undefined where the words could not be loaded: the facts are told without them. */
  readonly texts: GraphTexts | undefined;
  readonly level: ExplainLevel;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly told: ToldOnRequest;
  /** Lines of Dockerfiles that made layers of the image that `imageToTrace` names, by the number of the layer, base 0. */
  readonly madeBy?: ReadonlyMap<number, NonNullable<LayerRow['madeBy']>>;
}

/** Answers of the daemon about the node alone; missing where it was not asked or did not answer in time. */
export interface ToldOnRequest {
  readonly container?: ContainerInspection;
  /** Of the image itself, or of the container's image. */
  readonly image?: ImageInspection;
  readonly volume?: VolumeInspection;
  readonly engine?: EngineSecurity;
}
