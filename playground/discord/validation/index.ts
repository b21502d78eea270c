/** What Discord refuses, for tests that look at messages, forms and commands before they are sent. */
export { validateCommands } from './validate-command.ts';
export { validateMessage } from './validate-message.ts';
export { validateModal } from './validate-modal.ts';
