import type { Connection } from 'vscode-languageserver';
import type { BuildEngine } from './buildEngine';
import { CacheHistories } from './cacheHistories';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { cacheHistoryProgress, cacheHistoryRequest } from './protocol/cacheHistory';

type HistoryContext = Pick<HandlerContext, 'documents' | 'service' | 'builds' | 'log'>;

/** Answers the requests of the cache history; the result gives the lenses and hears of documents that are closed. */
export function registerCacheHistoryHandlers(connection: Connection, { documents, service, builds, log }: HistoryContext, engine: BuildEngine, refreshLenses: () => void): CacheHistories {
  const histories = new CacheHistories(service, documents, builds, engine, (progress) => void connection.sendNotification(cacheHistoryProgress, progress));
  connection.onRequest(cacheHistoryRequest, (params, token) =>
    guard('cache history', log, null, async () => {
      const stop = new AbortController();
      const subscription = token.onCancellationRequested(() => stop.abort(new Error('cancelled')));
      try {
        const result = await histories.replay(params, stop.signal);
        refreshLenses();
        return result;
      } finally {
        subscription.dispose();
      }
    }),
  );
  return histories;
}
