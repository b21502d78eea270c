import { defineCommandGroup } from '../command.ts';
import { block } from './block.ts';
import { channels } from './channels.ts';
import { consent } from './consent.ts';
import { language } from './language.ts';
import { limits } from './limits.ts';
import { log } from './log.ts';
import { money } from './money.ts';
import { pause } from './pause.ts';
import { resume } from './resume.ts';
import { roles } from './roles.ts';
import { safety } from './safety.ts';
import { show } from './show.ts';
import { training } from './training.ts';
import { usage } from './usage.ts';
import { workers } from './workers.ts';

export const settings = defineCommandGroup({
  name: 'settings',
  description: 'commandsSettings.settings',
  adminOnly: true,
  subcommands: [
    show,
    roles,
    block,
    consent,
    safety,
    limits,
    money,
    usage,
    pause,
    resume,
    training,
    workers,
    channels,
    language,
    log,
  ],
});
