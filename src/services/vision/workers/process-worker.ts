import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { StartWorker } from './worker-pool.ts';

/** All the environment that such a process needs: it must not see the bot's tokens. */
const environment = ['PATH', 'LD_LIBRARY_PATH', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot'];

/** In a compiled bot the script is JavaScript, and TypeScript's loader need not be there. */
function programOf(script: string, modules: boolean): string[] {
  if (!script.endsWith('.ts')) return ['--enable-source-maps', script];
  if (modules) return ['--import', import.meta.resolve('tsx'), script];
  const readsTypeScript = createRequire(import.meta.url).resolve('tsx/cjs');
  return ['--require', readsTypeScript, '--eval', `require(${JSON.stringify(script)})`];
}

/**
 * Starts processes that run this script, which answers each message of its parent with one of its own. For native code:
 * when it crashes it takes nothing else down, and when it ends it gives all of its memory back.
 */
export const processWorker =
  <Task, Answer>({
    script,
    modules = false,
  }: {
    script: URL;
    /** For packages that can be imported and not required; TypeScript takes longer to start then. */
    modules?: boolean;
  }): StartWorker<Task, Answer> =>
  ({ onAnswer, onEnd }) => {
    const child = spawn(
      process.execPath,
      ['--expose-gc', '--max-semi-space-size=1', ...programOf(fileURLToPath(script), modules)],
      {
        env: {
          ...Object.fromEntries(environment.map(name => [name, process.env[name]])),
          // glibc keeps freed memory otherwise: 80 MB that only the start needed.
          MALLOC_TRIM_THRESHOLD_: '1000000',
          // Each thread would keep some of its own: 15 MB more.
          MALLOC_ARENA_MAX: '1',
        },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        // Bytes go as bytes.
        serialization: 'advanced',
        windowsHide: true,
      },
    );
    const ended = new Promise(resolve => {
      child.once('exit', resolve);
      child.once('error', resolve);
    });
    child.on('message', answer => onAnswer(answer as Answer));
    child.on('error', onEnd);
    child.on('exit', (code, signal) => onEnd(new Error(`it ended with ${code ?? signal}`)));
    return {
      send: task => child.send(task as object, error => error && onEnd(error)),
      hold(holds) {
        const held = [child, child.channel] as const;
        for (const one of held) holds ? one?.ref() : one?.unref();
      },
      end() {
        // Otherwise a bot that waits for nothing else would exit first.
        child.ref();
        child.kill('SIGKILL');
        return ended;
      },
    };
  };
