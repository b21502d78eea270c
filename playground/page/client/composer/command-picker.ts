import { html, type TemplateResult } from 'lit';
import type { Snapshot } from '../../../discord/members/client-protocol.ts';
import { icons } from '../icons.ts';
import { localUrl } from '../local-url.ts';
import type { CommandEntry } from './command-entries.ts';
import { shownName } from './shown-words.ts';

/** The list of commands above the message box. */
export function commandPicker(
  entries: CommandEntry[],
  active: number,
  snapshot: Snapshot | undefined,
  pick: (entry: CommandEntry) => void,
): TemplateResult {
  const app = snapshot?.application;
  const empty = snapshot?.commands.length
    ? 'No command matches.'
    : 'The bot has not registered its commands yet.';
  return html`<div class="composer-popup command-picker" data-testid="command-picker">
    <p class="popup-heading">${app ? html`<img src=${localUrl(app.avatarUrl)} alt="" width="20" height="20">` : icons.slash}
      ${app?.name ?? 'Commands'}</p>
    ${
      entries.length
        ? html`<div role="listbox" id="commands" aria-label="Commands">${entries.map(
            (entry, n) => html`<div role="option" id="command-${n}" class="popup-item command-item"
              data-testid="command-item" data-command=${entry.label} aria-selected=${n === active}
              @mousedown=${(event: Event) => event.preventDefault()}
              @click=${() => pick(entry)}>
              <span class="command-title"><b>/${entry.shown}</b>
                <span class="command-options">${entry.options
                  .filter(option => option.required)
                  .map(option => html`<i>${shownName(option)}</i>`)}</span></span>
              <span>${entry.description}</span>
            </div>`,
          )}</div>`
        : html`<p class="popup-note" role="status">${empty}</p>`
    }
  </div>`;
}
