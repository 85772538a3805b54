import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import { CacheHistories } from './cacheHistories';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { cacheHistoryProgress, cacheHistoryRequest } from './protocol/cacheHistory';

/** Answers the requests of the cache history; the result gives the lenses and hears of documents that are closed. */
export function registerCacheHistoryHandlers(connection: Connection, context: Pick<HandlerContext, 'documents' | 'service' | 'log' | 'canRefreshLenses'>): CacheHistories {
  const { documents, service, log } = context;
  const histories = new CacheHistories(service, documents, (progress) => void connection.sendNotification(cacheHistoryProgress, progress));
  connection.onRequest(cacheHistoryRequest, (params, token) =>
    guard('cache history', log, null, async () => {
      const stop = new AbortController();
      const subscription = token.onCancellationRequested(() => stop.abort(new Error('cancelled')));
      try {
        const result = await histories.replay(params, stop.signal);
        if (context.canRefreshLenses) void guard('code lens refresh', log, undefined, () => connection.sendRequest(CodeLensRefreshRequest.type));
        return result;
      } finally {
        subscription.dispose();
      }
    }),
  );
  return histories;
}
