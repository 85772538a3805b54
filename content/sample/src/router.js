/** Finds the handler of a request by its method and path. */
export class Router {
  #routes = new Map();

  get(path, handler) {
    this.#routes.set(`GET ${path}`, handler);
  }

  post(path, handler) {
    this.#routes.set(`POST ${path}`, handler);
  }

  async handle(request, response) {
    const { pathname } = new URL(request.url, 'http://localhost');
    const handler = this.#routes.get(`${request.method} ${pathname}`);
    if (!handler) {
      response.writeHead(404).end('Not found');
      return;
    }
    try {
      await handler(request, response);
    } catch (error) {
      console.error(error);
      response.writeHead(500).end('Something went wrong');
    }
  }
}
