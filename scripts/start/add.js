// @ts-check
/**
 * `npm run add -- queue s3 traces`: installs what only some bots need, in the versions that they are tested with. What is compiled
 * goes by what is installed, so this comes before `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.js';

/** @type {Record<string, string[]>} */
export const sets = {
  queue: ['bullmq', 'ioredis'],
  s3: ['@aws-sdk/client-s3'],
  traces: [
    '@opentelemetry/api',
    '@opentelemetry/context-async-hooks',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-base',
  ],
};

const wanted = process.argv.slice(2);
/** @param {string} file */
const read = file => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { devDependencies: versions } = read('package.json');
/** @param {string} name */
const isThere = name => {
  const file = `node_modules/${name}/package.json`;
  return existsSync(join(root, file)) && read(file).version === versions[name];
};

if (wanted.length === 0 || wanted.some(name => !(name in sets))) {
  console.error(`npm run add -- ${Object.keys(sets).join(' ')}     (one of these, or several)`);
  process.exitCode = 1;
} else if (wanted.flatMap(name => sets[name] ?? []).every(isThere))
  console.log(`Installed already: ${wanted.join(', ')}.`);
else process.exitCode = install();

/** @returns {number} npm's exit code */
function install() {
  // npm takes away what an earlier call brought, unless it is named again.
  const packages = Object.entries(sets)
    .filter(([name, parts]) => wanted.includes(name) || parts.every(isThere))
    .flatMap(([, parts]) => parts.map(name => `${name}@${versions[name]}`));
  const words = [
    ...['install', '--no-save', '--save-prod', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    ...packages,
  ];
  const npm = process.env.npm_execpath;
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...words], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', words, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) console.error(`npm could not be run: ${error.message}`);
  return status ?? 1;
}
