import type { Connection } from 'vscode-languageserver';
import { CachePreviews } from './cachePreviews';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { cachePreviewEnd, cachePreviewOutdated, cachePreviewRequest } from './protocol/cachePreview';

/** Answers the requests of the cache preview; the result hears of files that change and of documents that are closed. */
export function registerCachePreviewHandlers(connection: Connection, { documents, images, log }: Pick<HandlerContext, 'documents' | 'images' | 'log'>): CachePreviews {
  const previews = new CachePreviews(documents, images, (uri) => void connection.sendNotification(cachePreviewOutdated, { uri }));
  connection.onRequest(cachePreviewRequest, (params, token) =>
    guard('cache preview', log, null, () => previews.preview(params, () => token.isCancellationRequested)),
  );
  connection.onNotification(cachePreviewEnd, ({ uri }) => previews.end(uri));
  return previews;
}
