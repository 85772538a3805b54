import type { FromGraphView, GraphViewMemory, ToGraphView } from '../../server/protocol/graphView';
import { element } from '../webview/element';
import { Host } from '../webview/host';
import pageStyle from '../webview/page.css';
import graphStyle from './graph.css';
import historyStyle from './history/history.css';
import { GraphPage } from './page/graphPage';

const host = new Host<ToGraphView, FromGraphView, GraphViewMemory>();
document.head.append(element('style', {}, [`${pageStyle}\n${graphStyle}\n${historyStyle}`]));
const page = new GraphPage(host);
document.body.append(page.element);
host.onMessage((message) => page.receive(message));
host.tell({ type: 'ready' });
