// @ts-check
/**
 * The packages that a start needs, in one file of compiled code. Finding and reading some hundred files one by one takes
 * longer than everything else of a start. Threads and other processes load packages as usual.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';

export const packagesFile = 'packages.cjs';

/** Where compiled code looks for packages before it imports them. */
export const place = `globalThis[Symbol.for('ai-actor.packages')]`;

/** Those that the compiler is started with, too: what V8 makes of a file depends on its flags. */
export const flags = process.execArgv.filter(flag => /^--(expose-gc|(max|heap)-[a-z-]+=\d+)$/.test(flag));

/** What V8 makes of the file is good for one version and its flags; it looks at that itself. */
function codeFile() {
  const { version, arch } = process;
  const hash = createHash('sha256').update(JSON.stringify([version, arch, flags]));
  return `packages-${hash.digest('hex').slice(0, 16)}.code`;
}

/** @param {Buffer} code */
const sumOf = code => createHash('sha256').update(code).digest();

/**
 * What was kept, as it was kept: V8 ends the process over bytes that are not. Of what is damaged nothing is left, so that
 * the next start makes it anew.
 *
 * @param {string} file
 */
function readCode(file) {
  try {
    const kept = readFileSync(file);
    const [sum, code] = [kept.subarray(0, 32), kept.subarray(32)];
    if (sumOf(code).equals(sum)) return code;
    rmSync(file);
  } catch {
    // Not there, or not this start's to remove.
  }
  return undefined;
}

/**
 * @param {string} file
 * @param {string} text in ASCII
 * @param {Buffer} [cachedData]
 */
export function runPackages(file, text, cachedData) {
  const script = new vm.Script(`(function (exports, require, module) {${text}\n})`, {
    filename: file,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });
  /** @type {{ exports: { packages: Record<string, Record<string, unknown>> } }} */
  const module = { exports: { packages: {} } };
  script.runInThisContext()(module.exports, createRequire(file), module);
  return { script, packages: module.exports.packages };
}

/**
 * Makes the packages ready for the compiled bot of this folder. Without the file it imports them itself.
 *
 * @param {string} folder
 */
export function loadPackages(folder) {
  const file = join(folder, packagesFile);
  if (!existsSync(file)) return;
  const { packages } = runPackages(file, readFileSync(file, 'latin1'), readCode(join(folder, codeFile())));
  Object.assign(globalThis, { [Symbol.for('ai-actor.packages')]: packages });
}

/**
 * Whether the code of V8 for this version and these flags is missing, and could be kept.
 *
 * @param {string} folder
 */
export function isCodeMissing(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return !existsSync(join(folder, codeFile()));
  } catch {
    return false;
  }
}

/**
 * Keeps what V8 made of the packages when they were loaded: functions that a start calls are compiled in it. Where it
 * cannot be kept, as on a full disk, a start takes longer.
 *
 * @param {string} folder
 */
export function keepCode(folder) {
  const file = join(folder, packagesFile);
  const { script } = runPackages(file, readFileSync(file, 'latin1'));
  const [code, partial] = [join(folder, codeFile()), join(folder, `${codeFile()}.${randomUUID()}`)];
  try {
    const made = script.createCachedData();
    const to = openSync(partial, 'w');
    try {
      writeFileSync(to, Buffer.concat([sumOf(made), made]));
      // A name that outlives a power cut must not outlive what it names.
      fsyncSync(to);
    } finally {
      closeSync(to);
    }
    // Another start may be reading it.
    renameSync(partial, code);
  } catch {
    rmSync(partial, { force: true });
  }
}
