import type { DaemonProblemReason } from '../../protocol/graph';

/** A daemon could not be read. `reason` selects the words in `content/daemon.yaml`. */
export class DaemonFailure extends Error {
  constructor(
    readonly reason: DaemonProblemReason,
    /** The address that was tried, as a user writes it. */
    readonly host: string,
    /** The system's or the daemon's own words, for the curious. */
    readonly detail: string,
    /**
     * The HTTP status, where the daemon has answered with another than 200: a call that this Engine does not know (404, 501),
     * or cannot answer as things are (503 outside a swarm), is no failure of the daemon.
     */
    readonly status?: number,
  ) {
    super(`${reason}: ${detail}`);
    this.name = 'DaemonFailure';
  }
}

/** What Node.js reports when a connection fails, by error code. Windows named pipes report EPERM for a forbidden pipe. */
const reasonByErrorCode: Readonly<Record<string, DaemonProblemReason>> = {
  ENOENT: 'socket-missing',
  ENOTDIR: 'socket-missing',
  ECONNREFUSED: 'connection-refused',
  ENOTSOCK: 'connection-refused',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'bad-host',
  EAI_AGAIN: 'bad-host',
  ENAMETOOLONG: 'bad-host',
  ERR_INVALID_URL: 'bad-host',
  ERR_SOCKET_BAD_PORT: 'bad-host',
  EPROTO: 'not-docker',
  EPIPE: 'connection-lost',
  ECONNRESET: 'connection-lost',
  EHOSTUNREACH: 'timeout',
  ENETUNREACH: 'timeout',
};

/** What Node.js and OpenSSL report when one side does not take the other's certificate. */
const certificateCodes =
  /^(?:CERT_|UNABLE_TO_|ERR_TLS_CERT|ERR_SSL_\w*ALERT_\w*(?:CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)|(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)$)/;

/** The other side does not speak TLS. */
const noTls = /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL)$/;

/** Turns whatever a connection threw into a `DaemonFailure`. Parse errors (`HPE_…`) mean that no HTTP server answers. */
export function toDaemonFailure(error: unknown, host: string): DaemonFailure {
  if (error instanceof DaemonFailure) {
    return error;
  }
  const code = errorCode(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code.startsWith('HPE_') || noTls.test(code)) {
    return new DaemonFailure('not-docker', host, detail);
  }
  if (certificateCodes.test(code)) {
    return new DaemonFailure('certificate-rejected', host, detail);
  }
  return new DaemonFailure(reasonByErrorCode[code] ?? 'unknown', host, detail);
}

function errorCode(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return '';
}
