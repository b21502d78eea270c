// @ts-check
/** For the Dockerfile: removes from the packages what this system never loads. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
const { platform, arch } = process;

/**
 * @param {string} folder
 * @param {string} needed
 */
function keepOnly(folder, needed) {
  const place = join(packages, folder);
  if (!existsSync(join(place, needed)))
    throw new Error(`${folder} has nothing for ${needed}: is there a new version?`);
  for (const name of readdirSync(place)) if (name !== needed) rmSync(join(place, name), { recursive: true });
}

keepOnly('onnxruntime-node/bin/napi-v3', platform);
keepOnly(`onnxruntime-node/bin/napi-v3/${platform}`, arch);
keepOnly('sqlite3/prebuilds', `${platform}-${arch}`);
// The sources of SQLite, for machines that compile it.
for (const folder of ['sqlite3/deps', 'sqlite3/src']) rmSync(join(packages, folder), { recursive: true });
