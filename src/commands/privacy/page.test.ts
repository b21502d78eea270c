import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { auditDays } from '../../services/audit/entry.ts';
import { failureDays } from '../../services/log/failure-log.ts';
import { safetyLogDays } from '../../services/safety/safety-entry.ts';
import { changeDays } from '../../services/settings/setting-change.ts';
import { historyView } from '../../views/audit/history-view.ts';
import { deleteMemberView } from '../../views/privacy/deletion-view.ts';
import { logView } from '../../views/settings/log-view.ts';
import { commands } from '../index.ts';
import { privacy } from './privacy.ts';

const page = readFileSync(new URL('../../../PRIVACY.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');

test('PRIVACY.md names every subcommand of /privacy, and no command or option that there is not', () => {
  for (const { name } of privacy.subcommands) expect(page).toContain(`\`/privacy ${name}`);
  const named = [...page.matchAll(/`\/(\w+)(?: (\w+))?(?: (\w+):)?`/g)];
  expect(named.length).toBeGreaterThan(10);
  for (const [words, name, second, option] of named) {
    const command = commands.find(one => one.name === name);
    const called =
      command && 'subcommands' in command ? command.subcommands.find(one => one.name === second) : command;
    // `/show image:` has no subcommand.
    const options = Object.keys(called && 'options' in called ? (called.options ?? {}) : {});
    expect(called, words).toBeDefined();
    if (option !== undefined) expect(options, words).toContain(option);
  }
});

test('what the bot says about its logs is what the page says', () => {
  expect(new Set([changeDays, safetyLogDays, failureDays])).toEqual(new Set([90]));
  expect(auditDays).toBe(365);
  const log = JSON.stringify(logView({ entries: [], days: 1, only: undefined, csv: false, faults: [] }));
  expect(log).toContain(`deleted after ${changeDays} days, those about people after a year`);
  const history = JSON.stringify(historyView({ id: 'a', name: 'A' }, [], []));
  expect(history).toContain(`kept for ${auditDays} days`);
  for (const what of ['Changes of settings', 'Safety log', 'Failures'])
    expect(page).toMatch(new RegExp(`\\*\\*${what}\\*\\*[^|]*\\| ${changeDays} days`));
  expect(page).toMatch(/\*\*Log about people\*\*[^|]*\| A year/);
});

test('the question of /privacy delete says what goes and stays as the page does', () => {
  const counts = { actors: 0, photos: 0, faces: 0, images: 0, versions: 0, jobs: 0, messages: 0, repos: 0 };
  const words = (guildId?: string) => JSON.stringify(deleteMemberView({ actors: [], counts }, '1', guildId));
  expect(words()).toMatch(/removed from the budget, the logs and the lists/);
  expect(page).toContain(
    'in the budget and in the logs about people and of safety, failures and changed settings',
  );
  expect(words('g')).toMatch(/The budget, limits, a block and the logs stay/);
  expect(page).toContain('The logs, the budget, and limits and a block of that member stay in that case');
});
