/** Asks a Docker daemon whether it is there, with Node.js alone and in a bounded time. Only reads. */
import { request } from 'node:http';

const defaultHost = process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';

/**
 * The daemon that answers: `DOCKER_HOST` first, the system's default address otherwise.
 * @param {number} [timeoutMs] how long one address may take
 * @returns {Promise<{ host: string, engineVersion: string } | undefined>} undefined when none answers
 */
export async function findDaemon(timeoutMs = 2000) {
  for (const host of [process.env.DOCKER_HOST, defaultHost]) {
    const engineVersion = host ? await engineVersionAt(host, timeoutMs) : undefined;
    if (engineVersion !== undefined) return { host, engineVersion };
  }
  return undefined;
}

/**
 * The Engine's version at an address such as `unix:///run/docker.sock` or `tcp://127.0.0.1:2375`.
 * @returns {Promise<string | undefined>} undefined when nothing or something else answers; ssh and TLS are not tried
 */
export function engineVersionAt(host, timeoutMs = 2000) {
  const address = addressOf(host);
  if (!address) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const asked = request({ ...address, path: '/version', timeout: timeoutMs }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (data) => (body += data));
      response.on('end', () => resolve(versionIn(body)));
      response.on('error', () => resolve(undefined));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}

function addressOf(host) {
  const [, scheme, rest] = /^(\w+):\/\/(.*)$/.exec(host) ?? [];
  if (scheme === 'unix' || scheme === 'npipe') return { socketPath: rest };
  if (scheme !== 'tcp' && scheme !== 'http') return undefined;
  const [, name, port] = /^(?:\[([^\]]+)\]|[^:/]+)(?::(\d+))?/.exec(rest) ?? [];
  return { host: name ?? rest.replace(/[:/].*$/, ''), port: Number(port ?? 2375) };
}

function versionIn(body) {
  try {
    const { Version } = JSON.parse(body);
    return typeof Version === 'string' ? Version : undefined;
  } catch {
    return undefined;
  }
}
