import type { Connection } from 'vscode-languageserver';
import type { BuildEngine } from './buildEngine';
import { CachePreviews } from './cachePreviews';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { dockerfileBuildsRequest } from './protocol/dockerfileBuilds';
import { cachePreviewEnd, cachePreviewOutdated, cachePreviewRequest } from './protocol/cachePreview';

/** Answers the requests of the cache preview; the result hears of files that change and of documents that are closed. */
export function registerCachePreviewHandlers(connection: Connection, { documents, images, builds, log }: Pick<HandlerContext, 'documents' | 'images' | 'builds' | 'log'>, engine: BuildEngine): CachePreviews {
  const previews = new CachePreviews(documents, images, builds, engine, (uri) => void connection.sendNotification(cachePreviewOutdated, { uri }));
  connection.onRequest(cachePreviewRequest, (params, token) =>
    guard('cache preview', log, null, () => previews.preview(params, () => token.isCancellationRequested)),
  );
  connection.onRequest(dockerfileBuildsRequest, ({ uri }) => guard('builds of a Dockerfile', log, [], () => builds.named(uri)));
  connection.onNotification(cachePreviewEnd, ({ uri }) => previews.end(uri));
  return previews;
}
