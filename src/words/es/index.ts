export { commands } from './commands.ts';
export { credentials } from './credentials.ts';
export { discord } from './discord.ts';
export { events } from './events.ts';
export { generate } from './generate.ts';
export { generation } from './generation.ts';
export { help } from './help.ts';
