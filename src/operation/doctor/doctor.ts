import { lstat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, parseConfig } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { claimDataFolder, makePrivate, restoringName } from '../../services/storage/data-folder.ts';
import { absent, counted, megabytes } from '../words.ts';
import { checkAddresses, checkDiscord, checkHub } from './check-outside.ts';
import { checkStore } from './check-store.ts';
import { type Finding, good, note, wrong } from './finding.ts';

const roomBytes = 1024 * 1024 * 1024;
const others = 0o077;

/**
 * Looks at everything that the bot stands on, and says so line by line. With `fix`, mends what can be mended. Resolves
 * to whether nothing is wrong in the end.
 * @throws ConfigError with `fix`, while a bot uses the folder
 */
export async function doctor({
  env,
  dataDir,
  fix,
  say,
  logger,
}: {
  env: Record<string, string | undefined>;
  dataDir: string;
  fix: boolean;
  say: (line: string) => void;
  logger: Logger;
}): Promise<boolean> {
  const here = await lstat(dataDir).catch(absent);
  // Taken to see whether a bot runs, too; with `fix` it is kept, so that none begins meanwhile.
  const folder = here && (await taken(dataDir, fix, logger));
  if (folder && !fix) await folder.release();
  const running = here !== undefined && folder === undefined;
  let left = 0;
  async function tell(findings: readonly Finding[]): Promise<void> {
    for (const { words, state, mend } of findings) {
      say(`${{ good: '✓', note: '·', wrong: '✗' }[state]} ${words}`);
      if (mend && fix) {
        await mend.run();
        say(`  mended: ${mend.words}`);
      } else {
        if (mend) say(`  --fix would: ${mend.words}`);
        if (state === 'wrong') left++;
      }
    }
  }
  try {
    const { config, findings } = settings(env);
    await tell(findings);
    await tell(
      here ? await checkFolder(dataDir, here.mode, running) : [note(`There is no DATA_DIR ${dataDir} yet.`)],
    );
    const store = await checkStore(dataDir, Date.now(), elsewhere(env));
    await tell(store.findings).finally(store.close);
    if (config) {
      await tell([await checkDiscord(config)]);
      await tell(await checkHub(config, store.repos));
      await tell(await checkAddresses(config, running));
    }
  } finally {
    if (fix) await folder?.release();
  }
  say(left === 0 ? 'Nothing is wrong.' : `${counted(left, 'thing')} to see to.`);
  return left === 0;
}

/** Whether records or pictures are where this command can't look: it would take half of them for lost. */
const elsewhere = ({ STORE_URL = '', BLOBS_URL = '' }: Record<string, string | undefined>) =>
  /^postgres/.test(STORE_URL.trim()) || /^s3:/.test(BLOBS_URL.trim());

/** Undefined while a bot has it, unless it is needed. */
async function taken(dataDir: string, needed: boolean, logger: Logger) {
  try {
    return await claimDataFolder(dataDir, { logger, byHand: true });
  } catch (error) {
    if (needed || !(error instanceof ConfigError)) throw error;
    return undefined;
  }
}

function settings(env: Record<string, string | undefined>) {
  try {
    return { config: parseConfig(env), findings: [good('The settings can be read.')] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { config: undefined, findings: error.problems.map(problem => wrong(`${problem}.`)) };
  }
}

async function checkFolder(dataDir: string, mode: number, running: boolean): Promise<Finding[]> {
  const findings = [note(running ? 'The bot is running.' : 'The bot is not running.')];
  if (mode & others && process.platform !== 'win32')
    findings.push(
      wrong(`Other users of this machine can look into DATA_DIR ${dataDir}.`, {
        words: 'take away their access, as the bot does when it starts',
        run: () => makePrivate(dataDir),
      }),
    );
  if (await lstat(join(dataDir, restoringName)).catch(absent))
    findings.push(wrong('A restore into DATA_DIR was cut short. Run it again with the same arguments.'));
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  findings.push(
    free < roomBytes
      ? wrong(
          `The disk of DATA_DIR has ${megabytes(free)} left. The bot makes no images on a full disk: free some space.`,
        )
      : good(`The disk of DATA_DIR has ${megabytes(free)} left.`),
  );
  return findings;
}
