/** What is done with the images of the recorded sample: two compose projects, and what people leave lying about. */

/** Labels as `docker compose` writes them. */
const labels = (project, service) =>
  Object.entries({
    project,
    service,
    'project.working_dir': `/home/me/${project}`,
    'project.config_files': `/home/me/${project}/compose.yaml`,
    'container-number': '1',
    oneoff: 'False',
  }).flatMap(([name, value]) => ['--label', `com.docker.compose.${name}=${value}`]);

const projectLabel = (project) => ['--label', `com.docker.compose.project=${project}`];

const container = (project, service, number, options, image, ...command) => [
  ...['run', '--detach', '--name', `${project}-${service}-${number}`, ...labels(project, service), ...options, image, ...command],
];

const healthy = ['--health-cmd', 'true', '--health-interval', '1s'];
const database = (project, network, options = []) =>
  container(project, 'db', 1, ['--network', network, '--volume', `${project}_db-data:/var/lib/postgresql/data`, ...healthy, ...options], 'postgres:16');

export const commands = [
  ['network', 'create', ...projectLabel('shop'), 'shop_default'],
  ['network', 'create', '--internal', ...projectLabel('shop'), 'shop_back'],
  ['network', 'create', ...projectLabel('blog'), 'blog_default'],
  ['volume', 'create', ...projectLabel('shop'), 'shop_db-data'],
  ['volume', 'create', ...projectLabel('shop'), 'shop_uploads'],
  ['volume', 'create', ...projectLabel('blog'), 'blog_db-data'],
  ['volume', 'create', 'old-backup'],
  database('shop', 'shop_back'),
  container('shop', 'cache', 1, ['--network', 'shop_back'], 'redis:7-alpine'),
  container('shop', 'web', 1, ['--network', 'shop_default', '--volume', 'shop_uploads:/app/uploads', '--publish', '8080:3000'], 'shop/web:1.5'),
  container('shop', 'web', 2, ['--network', 'shop_default', '--volume', 'shop_uploads:/app/uploads', '--publish', '127.0.0.1:8082:3000'], 'shop/web:1.5'),
  ['network', 'connect', 'shop_back', 'shop-web-1'],
  ['network', 'connect', 'shop_back', 'shop-web-2'],
  container('shop', 'worker', 1, ['--network', 'shop_back'], 'shop/worker:1.5'),
  container('shop', 'migrate', 1, ['--network', 'shop_back'], 'shop/worker:1.5', 'migrate.sh'),
  container('shop', 'cron', 1, ['--network', 'shop_back'], 'shop/worker:1.5'),
  ['pause', 'shop-cron-1'],
  database('blog', 'blog_default'),
  container('blog', 'site', 1, ['--network', 'blog_default', '--publish', '8000:80'], 'blog/site:2.0'),
  container('blog', 'backup', 1, ['--network', 'blog_default'], 'postgres:16', 'sleep', '100000'),
  ['kill', 'blog-backup-1'],
  // An end that leaves the volume behind which the image asks for.
  ['create', '--name', 'trial', 'postgres:16'],
  ['rm', 'trial'],
  ['run', '--detach', '--name', 'notes', 'alpine:3.22', 'notes.sh'],
];
