import { statfs } from 'node:fs/promises';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** What the figures are read from when somebody asks for them. */
export interface Figures {
  /** Absent in a process that hears no members. */
  gateway?: { shards: number; connected: () => number; all: number };
  /** Of several processes, those of all. */
  queueLength: () => number | Promise<number>;
  accountPaused: () => boolean;
  trainings: () => readonly { state: string }[];
  deletions: () => Promise<{ many: number; since: number | undefined }>;
  tokensToday: () => Promise<number>;
  tokensADay: number;
  dataDir: string;
  storeBytes: () => Promise<number>;
  now: () => number;
}

const active = new Set(['waiting', 'running', 'verifying', 'uploading']);

/** How the bot stands, and its process, as figures. */
export function addBotMetrics(register: Registry, of: Figures): void {
  collectDefaultMetrics({ register });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      ...{ name, help, registers: [register] },
      async collect() {
        this.set(await read());
      },
    });
  const { gateway } = of;
  if (gateway) {
    const { shards, connected, all } = gateway;
    gauge('discord_connected', '1 while the gateway of Discord is connected', () =>
      Number(connected() === shards),
    );
    gauge('discord_shards_connected', 'Shards of this process that are connected', connected);
    gauge('discord_shards', 'Shards of the whole bot', () => all);
  }
  gauge(
    'image_queue_length',
    'Images that wait for their turn or are being made; of several processes, requests of all',
    of.queueLength,
  );
  gauge('account_paused', '1 while the credits of the account at Hugging Face are used up', () =>
    Number(of.accountPaused()),
  );
  gauge('budget_tokens_used', 'Tokens used today, in UTC', of.tokensToday);
  gauge('budget_tokens', 'Tokens that may be used a day (QUOTA_DAILY_TOKENS)', () => of.tokensADay);
  gauge(
    'trainings_active',
    'Trainings that have not ended',
    () => of.trainings().filter(({ state }) => active.has(state)).length,
  );
  gauge('deletions_open', 'Deletions that are not done', async () => (await of.deletions()).many);
  gauge(
    'deletions_oldest_seconds',
    'How long the oldest of them has been asked for; 0 without any',
    async () => {
      const { since } = await of.deletions();
      return since === undefined ? 0 : (of.now() - since) / 1_000;
    },
  );
  gauge('store_bytes', 'Size of the database, journal included', of.storeBytes);
  gauge('disk_free_bytes', 'Room left on the disk of DATA_DIR', async () => {
    const { bavail, bsize } = await statfs(of.dataDir);
    return bavail * bsize;
  });
}
