// @ts-check
/** `npm run backup`, `restore`, `doctor` and `move-store`, from compiled code like the bot, without the packages for development. */
import { runCompiled } from './compiled.js';
import { nameSources } from './stacks.js';

nameSources();
await runCompiled('operate.mjs');
