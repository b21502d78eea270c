// @ts-check
/** `npm start`: the bot from compiled code, which is made first when the sources have changed. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compiledFolder, mainFile, readSources } from './sources.js';

/** All the environment that the compiler needs: it must not see the bot's tokens. */
const environment = ['PATH', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot'];
const sayEveryMs = 60 * 60_000;

const kept = join(compiledFolder, readSources().key);
const folder = existsSync(join(kept, mainFile)) ? kept : compileApart();
if (folder) {
  if (folder.startsWith(compiledFolder)) sayThatItRuns(folder);
  else process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  await import(pathToFileURL(join(folder, mainFile)).href);
} else process.exitCode = 1;

/**
 * In a process of its own: the compiler would stay in the memory of the bot.
 *
 * @returns {string | undefined} undefined when it failed, and has said why
 */
function compileApart() {
  const { status, stdout, error } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('./compile.js', import.meta.url))],
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

/**
 * Keeps the folder from being swept as unused: threads and processes are started from it as long as the bot runs.
 *
 * @param {string} folder
 */
function sayThatItRuns(folder) {
  const say = () => {
    try {
      utimesSync(folder, new Date(), new Date());
    } catch {
      // Read-only: nobody sweeps it either.
    }
  };
  say();
  setInterval(say, sayEveryMs).unref();
}
