import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { channelTitle } from '../channels.ts';
import { chromeWords } from '../chrome-words.ts';
import { fileTile } from '../file-tile.ts';
import { icons } from '../icons.ts';
import {
  chooseFiles,
  MAX_FILES,
  type PendingFile,
  pendingFile,
  release,
  sortOutFiles,
} from '../pending-file.ts';
import { type CastMember, fetchCastPhotos } from '../store/api.ts';
import { StoreElement } from '../store-element.ts';
import type { FilesDetail } from './attachment-row.ts';
import { type CommandEntry, commandEntries, matchingEntries } from './command-entries.ts';
import type { CommandLine } from './command-line.ts';
import './command-line.ts';
import { commandPicker } from './command-picker.ts';
import {
  attachmentOptions,
  createDraft,
  type Draft,
  describeCast,
  fillAttachments,
  finishedOptions,
  firstProblem,
  releaseDraft,
} from './draft.ts';
import { scrollActiveIntoView } from './suggestion-list.ts';

/** The message box: plain text with files, or a command with its options. */
export class Composer extends StoreElement {
  #text = '';
  #files: PendingFile[] = [];
  #draft: Draft | undefined;
  #active = 0;
  #closed = false;
  #sending = false;
  /** A drawn person's photos that are still being fetched. */
  #filling: Promise<void> | undefined;

  get #entries(): CommandEntry[] {
    const { snapshot, channelId } = this.store.state;
    if (!snapshot || !this.#text.startsWith('/') || this.#text.includes('\n') || this.#closed) return [];
    return matchingEntries(commandEntries(snapshot, channelId), this.#text.slice(1));
  }

  get #picking(): boolean {
    return !this.#draft && this.#text.startsWith('/') && !this.#text.includes('\n') && !this.#closed;
  }

  /** Takes files that were dropped or pasted anywhere on the page. */
  takeFiles(files: File[]): void {
    if (!files.length) return;
    let problems: string[];
    if (this.#draft) problems = fillAttachments(this.#draft, files);
    else {
      const sorted = sortOutFiles(files, MAX_FILES - this.#files.length);
      this.#files.push(...sorted.taken.map(pendingFile));
      problems = sorted.problems;
    }
    for (const problem of problems) this.store.toast(problem);
    this.#redraw();
    // Out of the file field, where Enter would open the dialog once more.
    void this.updateComplete.then(() => this.querySelector<CommandLine>('pg-command-line')?.focusFirst());
  }

  /** Opens `/actor register` (or keeps the open command) with a drawn person's name and photos in it. */
  async useCast(member: CastMember): Promise<void> {
    const { snapshot, channelId } = this.store.state;
    if (!snapshot || this.#filling) return;
    let draft = this.#draft;
    if (!draft || attachmentOptions(draft).length < 2) {
      const entry = commandEntries(snapshot, channelId).find(other => other.label === 'actor register');
      if (!entry) return this.store.toast('The bot has not registered /actor register yet. Is it running?');
      draft = createDraft(entry);
    }
    describeCast(draft, member);
    this.#setDraft(draft);
    // Enter may come before the photos: it is already the send button's, and sending waits for them.
    this.#filling = this.#fetchPhotos(draft, member);
    await this.updateComplete;
    this.querySelector<HTMLElement>('[data-testid="send"]')?.focus();
    await this.#filling;
    this.#filling = undefined;
  }

  async #fetchPhotos(draft: Draft, member: CastMember): Promise<void> {
    try {
      const files = await fetchCastPhotos(member);
      for (const problem of fillAttachments(draft, files)) this.store.toast(problem);
    } catch (error) {
      this.store.toast(error instanceof Error ? error.message : String(error));
    }
    this.#redraw();
  }

  openCommand(label: string): void {
    const { snapshot, channelId } = this.store.state;
    const entry = snapshot && commandEntries(snapshot, channelId).find(other => other.label === label);
    if (entry) this.#setDraft(createDraft(entry));
    else {
      this.#text = `/${label}`;
      this.#closed = false;
      this.#redraw();
      this.#focusBox();
    }
  }

  #setDraft(draft: Draft | undefined): void {
    if (this.#draft && this.#draft !== draft) releaseDraft(this.#draft);
    this.#draft = draft;
    this.#text = '';
    this.#active = 0;
    this.#redraw();
  }

  #redraw(): void {
    this.requestUpdate();
    this.querySelector<CommandLine>('pg-command-line')?.requestUpdate();
  }

  #focusBox(): void {
    void this.updateComplete.then(() => {
      const box = this.querySelector('textarea');
      box?.focus();
      box?.setSelectionRange(box.value.length, box.value.length);
    });
  }

  #pickCommand(entry: CommandEntry): void {
    const files = this.#files.map(({ file }) => file);
    release(this.#files);
    this.#files = [];
    this.#setDraft(createDraft(entry));
    if (files.length) this.takeFiles(files);
  }

  #cancel(): void {
    const label = this.#draft?.entry.label ?? '';
    this.#setDraft(undefined);
    this.#text = `/${label}`;
    this.#closed = false;
    this.#focusBox();
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    if (this.#picking && this.#text.length > 1) {
      const entry = this.#entries[this.#active];
      if (entry) return this.#pickCommand(entry);
    }
    this.#sending = true;
    this.#redraw();
    const sent = this.#draft ? await this.#sendCommand(this.#draft) : await this.#sendText();
    this.#sending = false;
    this.#redraw();
    if (sent) this.#focusBox();
  }

  async #sendCommand(draft: Draft): Promise<boolean> {
    await this.#filling;
    draft.tried = true;
    const found = firstProblem(draft);
    if (found) {
      this.querySelector<CommandLine>('pg-command-line')?.focusOption(found.option.name);
      return false;
    }
    try {
      const options = await finishedOptions(draft, this.store.api);
      const sent = await this.store.sendCommand(draft.entry.label, draft.entry.command.id, options);
      if (sent) this.#setDraft(undefined);
      return sent;
    } catch (error) {
      this.store.toast(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  async #sendText(): Promise<boolean> {
    const content = this.#text.trim();
    if (!content && !this.#files.length) return false;
    const { length } = [...content];
    if (length > 2000) {
      this.store.toast(`A message may have 2000 characters; this one has ${length}.`);
      return false;
    }
    const sent = await this.store.sendMessage(
      content,
      this.#files.map(({ file }) => file),
    );
    if (!sent) return false;
    release(this.#files);
    this.#files = [];
    this.#text = '';
    return true;
  }

  #keydown(event: KeyboardEvent): void {
    const entries = this.#picking ? this.#entries : [];
    if (entries.length && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      this.#active = (this.#active + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % entries.length;
      this.requestUpdate();
    } else if (entries.length && (event.key === 'Tab' || (event.key === 'Enter' && !event.isComposing))) {
      event.preventDefault();
      const entry = entries[this.#active];
      if (entry) this.#pickCommand(entry);
    } else if (event.key === 'Escape' && this.#picking) {
      event.preventDefault();
      this.#closed = true;
      this.requestUpdate();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void this.#send();
    }
  }

  #typed(event: Event): void {
    this.#text = (event.target as HTMLTextAreaElement).value;
    this.#closed = false;
    this.#active = 0;
    this.requestUpdate();
  }

  #filesTold(detail: FilesDetail): void {
    if ('cast' in detail) void this.useCast(detail.cast);
    else this.takeFiles(detail.files);
  }

  protected override updated(_changed: PropertyValues): void {
    scrollActiveIntoView(this);
  }

  #box(): TemplateResult {
    const { snapshot, channelId } = this.store.state;
    const channel = snapshot?.channels.find(other => other.id === channelId);
    // Without a match there is a note, and no list.
    const picking = this.#picking && this.#entries.length > 0;
    return html`<textarea rows="1" data-testid="composer" aria-label=${chromeWords().message(channel ? channelTitle(channel) : '')}
      placeholder=${channel ? `${chromeWords().message(channelTitle(channel))} · ${chromeWords().commands}` : 'Connecting…'}
      aria-autocomplete="list" aria-haspopup="listbox" aria-controls=${picking ? 'commands' : nothing}
      aria-activedescendant=${picking ? `command-${this.#active}` : nothing}
      .value=${this.#text} @input=${this.#typed} @keydown=${this.#keydown}></textarea>`;
  }

  protected override render(): TemplateResult {
    const { snapshot } = this.store.state;
    const draft = this.#draft;
    return html`<form class="composer ${draft ? 'composer-command' : ''}" @submit=${(event: Event) => {
      event.preventDefault();
      void this.#send();
    }}>
      ${this.#picking ? commandPicker(this.#entries, this.#active, snapshot, entry => this.#pickCommand(entry)) : nothing}
      ${
        this.#files.length
          ? html`<div class="attachment-row">${this.#files.map(one =>
              fileTile(one, '', () => {
                release([one]);
                this.#files = this.#files.filter(other => other !== one);
                this.requestUpdate();
              }),
            )}</div>`
          : nothing
      }
      <div class="composer-row">
        ${
          draft
            ? html`<pg-command-line .store=${this.store} .draft=${draft} .sending=${this.#sending}
                @send=${() => this.#send()} @cancel=${() => this.#cancel()}
                @files=${(event: CustomEvent<FilesDetail>) => this.#filesTold(event.detail)}></pg-command-line>`
            : html`<button type="button" class="icon-button" aria-label="Attach files" title="Attach files"
                data-testid="attach" @click=${async () => this.takeFiles(await chooseFiles(true))}>${icons.plus}</button>
                ${this.#box()}`
        }
        <button type="submit" class="icon-button send-button" data-testid="send" aria-label="Send" title="Send"
          ?disabled=${this.#sending}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Escape' && draft) this.#cancel();
          }}>${this.#sending ? html`<span class="spinner"></span>` : icons.send}</button>
      </div>
    </form>`;
  }
}

customElements.define('pg-composer', Composer);
