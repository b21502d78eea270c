// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { flags, isCodeMissing, loadPackages } from './packages.js';
import { compiledFolder, mainFile, readSources } from './sources.js';

/** All the environment that the compiler needs: it must not see the bot's tokens. */
const environment = ['PATH', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot'];

/**
 * Runs a program of the bot from compiled code, which is made first when the sources have changed. Where that fails,
 * the compiler has said why, and the exit code is 1. `onFolder` is told where the code lies if it stays there.
 *
 * @param {string} program
 * @param {(folder: string) => void} [onFolder]
 */
export async function runCompiled(program, onFolder) {
  const kept = join(compiledFolder, readSources().key);
  const isMain = program === mainFile;
  const isThere = existsSync(join(kept, mainFile)) && !(isMain && isCodeMissing(kept));
  const folder = isThere ? kept : compileApart();
  if (!folder) {
    process.exitCode = 1;
    return;
  }
  if (folder.startsWith(compiledFolder)) onFolder?.(folder);
  else process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  if (isMain) loadPackages(folder);
  await import(pathToFileURL(join(folder, program)).href);
}

/**
 * In a process of its own: the compiler would stay in the memory of the bot.
 *
 * @returns {string | undefined} undefined when it failed, and has said why
 */
function compileApart() {
  const { status, stdout, error } = spawnSync(
    process.execPath,
    [...flags, fileURLToPath(new URL('./compile.js', import.meta.url))],
    {
      env: Object.fromEntries(environment.map(name => [name, process.env[name]])),
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      windowsHide: true,
    },
  );
  if (error) console.error(`The bot could not be compiled: ${error.message}`);
  return status === 0 ? stdout : undefined;
}
