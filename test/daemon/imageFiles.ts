import assert from 'node:assert/strict';
import { docker, ownName } from './engine';

const list = 'find / -xdev \\( -path /proc -o -path /sys -o -path /dev \\) -prune -o ! -type d -exec stat -c "%n %a %u:%g" {} + -o -type d -exec stat -c "%n %a %u:%g" {} + | sort; find / -xdev -type f ! -path "/etc/host*" ! -path /etc/resolv.conf ! -path "/dev/*" ! -path "/proc/*" ! -path "/sys/*" -exec md5sum {} + | sort';

/** Every file of an image with mode and owner, and then with its checksum, one a line. Times differ by nature. The image needs busybox. */
export async function filesOf(image: string): Promise<string> {
  const { code, stdout, stderr } = await docker(['run', '--rm', '--label', ownName, '--network=none', '--user=0', image, 'sh', '-c', list]);
  assert.equal(code, 0, stderr);
  return stdout;
}
