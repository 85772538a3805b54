/**
 * Leaves out what dockerode needs only for ssh hosts and for starting BuildKit sessions.
 * The product reads a daemon over a socket or TCP and never builds, so 650 KB would be dead weight.
 */
const leftOut = /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|tar-fs|@balena\/dockerignore)$/;

export const leaveOutDockerodeExtras = {
  name: 'leave-out-dockerode-extras',
  setup(build) {
    build.onResolve({ filter: leftOut }, ({ path }) => ({ path, namespace: 'left-out' }));
    // Every member is a function that fails with the name of what is missing, at its first use.
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, {
        get: (_, name) => name === '__esModule' || typeof name === 'symbol' ? undefined : function () {
          throw new Error(${JSON.stringify(`Layerwise does not include ${path}: `)} + name);
        },
      });`,
      loader: 'js',
    }));
  },
};
