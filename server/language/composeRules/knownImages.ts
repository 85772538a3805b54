import { parseImageReference } from '../imageReference';

/** What is known of a published image by its name: from its own Dockerfile and its own documentation. */
export interface KnownImage {
  /** Ports that its program listens on as it comes, TCP. */
  readonly ports: readonly number[];
  /** Set for a program that others wait for: it needs seconds until it answers. */
  readonly check?: ReadinessCheck;
}

/** A health check of a database or a broker, by its own tools. */
export interface ReadinessCheck {
  /** For a reader: `PostgreSQL`. */
  readonly name: string;
  /** The value of `test`, in YAML; undefined where no tool of the image is certain to answer it. */
  readonly test: string | undefined;
}

// The images of PostgreSQL and MySQL start a server for their own set-up first, which listens on no address: asked over TCP,
// the check does not take that one for ready.
const postgres: KnownImage = { ports: [5432], check: { name: 'PostgreSQL', test: '["CMD-SHELL", "pg_isready -h 127.0.0.1 -U \\"$${POSTGRES_USER:-postgres}\\""]' } };
const mysql: KnownImage = { ports: [3306, 33060], check: { name: 'MySQL', test: '["CMD", "mysqladmin", "ping", "-h", "127.0.0.1"]' } };
const mariadb: KnownImage = { ports: [3306], check: { name: 'MariaDB', test: '["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"]' } };

const known: ReadonlyMap<string, KnownImage> = new Map<string, KnownImage>([
  ['library/postgres', postgres],
  ['postgis/postgis', postgres],
  ['pgvector/pgvector', postgres],
  ['library/mysql', mysql],
  ['library/mariadb', mariadb],
  ['library/mongo', { ports: [27017], check: { name: 'MongoDB', test: undefined } }],
  ['library/rabbitmq', { ports: [4369, 5671, 5672, 15691, 15692, 25672], check: { name: 'RabbitMQ', test: '["CMD", "rabbitmq-diagnostics", "-q", "check_port_connectivity"]' } }],
  ['library/redis', { ports: [6379] }],
  ['valkey/valkey', { ports: [6379] }],
  ['library/memcached', { ports: [11211] }],
  ['library/adminer', { ports: [8080] }],
  ['library/phpmyadmin', { ports: [80] }],
  ['phpmyadmin/phpmyadmin', { ports: [80] }],
  ['library/nginx', { ports: [80] }],
  ['library/httpd', { ports: [80] }],
]);

/** Images of languages and systems: no program of theirs listens. */
const silent = /^library\/(?:node|python|golang|ruby|rust|alpine|debian|ubuntu|fedora|rockylinux|almalinux|eclipse-temurin|openjdk|amazoncorretto|busybox|buildpack-deps|elixir|erlang|perl|swift|gcc)$/;

/** Programs for looking into a database: they connect when somebody asks them to. */
const consoles = /(?:^|\/)(?:adminer|phpmyadmin|pgadmin4?|pgweb|mongo-express|redis-?commander|redisinsight|cloudbeaver|dbgate|sqlpad)$/;

export function isConsole(image: string): boolean {
  return consoles.test(parseImageReference(image)?.repository ?? '');
}

/** Undefined where nothing is known of the image. */
export function knownImage(name: string): KnownImage | undefined {
  const reference = parseImageReference(name);
  if (reference?.registry !== 'docker.io') return undefined;
  const { repository, tag = '' } = reference;
  // Variants listen elsewhere.
  if (repository === 'library/rabbitmq' && tag.includes('management')) return { ...known.get(repository)!, ports: [...known.get(repository)!.ports, 15671, 15672] };
  if (repository.endsWith('phpmyadmin') && tag.includes('fpm')) return { ports: [9000] };
  if (repository === 'library/adminer' && tag.includes('fastcgi')) return { ports: [9000] };
  if (silent.test(repository)) return { ports: [] };
  return known.get(repository);
}
