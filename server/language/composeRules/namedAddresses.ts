import type { ComposeScalarNode } from '../compose/project/composeNode';
import { scalarText } from '../compose/project/nodeEdits';
import { itemsAt, nodeAt } from '../compose/project/readNodes';
import { foundOnce } from '../foundOnce';
import { environmentOf, type RuleService } from './ruleServices';

/** An address that a service is told to use. */
export interface NamedAddress {
  readonly host: string;
  readonly port: number | undefined;
  /** Lower case; empty where there is none. */
  readonly scheme: string;
  /** `localhost:5432`, as it stands in the value. */
  readonly text: string;
  /** The variable that holds it; undefined in a command. */
  readonly variable: string | undefined;
  readonly node: ComposeScalarNode;
}

const url = /\b([a-z][a-z0-9+.-]{0,30}):\/\/(?:[^\s/@"',]*@)?(([A-Za-z0-9][\w.-]*)(?::(\d{1,5}))?)(?![\w:@])/gi;
const hostAndPort = /^([A-Za-z0-9][\w.-]*)(?::(\d{1,5}))?$/;
/** Variables that hold the name of a host and nothing else. */
const hostVariable = /(?:^|_)(?:HOST|HOSTNAME)$/i;
/** More text than any URL of a real file. */
const longestText = 4_000;

/** Addresses in the variables and the command of a service, values that are certain only. */
export const namedAddresses = foundOnce((service: RuleService): readonly NamedAddress[] => {
  const command = nodeAt(service.node, 'command');
  const words = (command?.kind === 'list' ? itemsAt(command) : command ? [command] : []).filter((node) => node.kind === 'scalar');
  return [
    ...environmentOf(service).flatMap(({ name, text, node }) => [...inUrls(text, name, node), ...inHostVariable(text, name, node)]),
    ...words.flatMap((node) => (node.isUncertain ? [] : inUrls(scalarText(node), undefined, node))),
  ];
});

function inUrls(text: string, variable: string | undefined, node: ComposeScalarNode): NamedAddress[] {
  return [...text.slice(0, longestText).matchAll(url)].map(([, scheme = '', address = '', host = '', port]) => ({
    host, port: port === undefined ? undefined : Number(port), scheme: scheme.toLowerCase(), text: address, variable, node,
  }));
}

function inHostVariable(text: string, variable: string, node: ComposeScalarNode): NamedAddress[] {
  const match = hostVariable.test(variable) ? hostAndPort.exec(text) : null;
  return match ? [{ host: match[1]!, port: match[2] === undefined ? undefined : Number(match[2]), scheme: '', text, variable, node }] : [];
}
