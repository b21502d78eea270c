import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { chromeWords } from '../chrome-words.ts';
import { icons } from '../icons.ts';
import { localUrl } from '../local-url.ts';
import { markdown } from '../message/markdown.ts';
import { StoreElement } from '../store-element.ts';
import { fieldInput } from './field-input.ts';
import {
  type FieldValue,
  fieldProblem,
  initialValue,
  isRequired,
  type ModalPart,
  modalParts,
} from './fields.ts';
import type { FileField } from './file-field.ts';

type FieldPart = Extract<ModalPart, { kind: 'field' }>;

/** The bot's modal. The browser's own dialog keeps the focus inside and gives it back afterwards. */
export class ModalDialog extends StoreElement {
  #interaction: string | undefined;
  #values = new Map<string, FieldValue>();
  #tried = false;

  /** Takes files dropped anywhere on the page while the modal is open. */
  takeFiles(files: File[]): void {
    const field = this.querySelector<FileField>('pg-file-field');
    if (field) field.takeFiles(files);
    else this.store.toast('This form takes no files.');
  }

  protected override willUpdate(): void {
    const open = this.store.state.modal;
    if (open?.interactionId === this.#interaction) return;
    this.#interaction = open?.interactionId;
    this.#tried = false;
    this.#values.clear();
    if (!open) return;
    for (const part of modalParts(open.modal)) {
      if (part.kind === 'field') this.#values.set(part.component.custom_id, initialValue(part.component));
    }
  }

  protected override updated(): void {
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) {
      dialog.showModal();
      dialog
        .querySelector<HTMLElement>('.modal-body input, .modal-body textarea, .modal-body button')
        ?.focus();
    }
  }

  #submit(event: Event): void {
    event.preventDefault();
    const open = this.store.state.modal;
    if (!open) return;
    this.#tried = true;
    const fields = modalParts(open.modal).filter(part => part.kind === 'field');
    const bad = fields.find(part => fieldProblem(part.component, this.#value(part)) !== undefined);
    this.requestUpdate();
    if (bad) {
      const place = this.querySelector(`[data-field="${CSS.escape(bad.component.custom_id)}"]`);
      place?.querySelector<HTMLElement>('input, textarea, button')?.focus();
      return;
    }
    void this.store.submitModal(Object.fromEntries(this.#values));
  }

  #value(part: FieldPart): FieldValue {
    return this.#values.get(part.component.custom_id) ?? initialValue(part.component);
  }

  #field(part: FieldPart): TemplateResult {
    const { component, label, description } = part;
    const value = this.#value(part);
    const problem = this.#tried ? fieldProblem(component, value) : undefined;
    const id = `field-${component.custom_id.replace(/\W/g, '-')}`;
    return html`<div class="modal-field" data-field=${component.custom_id} data-testid="modal-field">
      <label id="${id}-label" for=${id}>${label}${isRequired(component) ? html`<em aria-hidden="true"> *</em>` : nothing}</label>
      ${description ? html`<p class="field-description">${description}</p>` : nothing}
      ${fieldInput({
        component,
        label,
        value,
        id,
        store: this.store,
        change: changed => {
          this.#values.set(component.custom_id, changed);
          this.requestUpdate();
        },
      })}
      ${problem ? html`<p class="field-problem" role="alert" data-testid="field-problem">${problem}</p>` : nothing}
    </div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const open = this.store.state.modal;
    if (!open) return nothing;
    const { snapshot } = this.store.state;
    const app = snapshot?.application;
    const close = () => this.store.closeModal();
    return html`${repeat(
      [open.interactionId],
      id => id,
      () => html`<dialog class="modal" data-testid="modal" aria-labelledby="modal-title"
      @cancel=${(event: Event) => {
        // A select's own Escape and the file dialog's cancel bubble here too; only the dialog's counts.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        close();
      }}>
      <form @submit=${this.#submit} novalidate>
        <header>
          ${app ? html`<img src=${localUrl(app.avatarUrl)} alt="" width="32" height="32">` : nothing}
          <h2 id="modal-title">${open.modal.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" data-testid="modal-close" @click=${close}>${icons.close}</button>
        </header>
        <div class="modal-body">
          ${modalParts(open.modal).map(part => (part.kind === 'field' ? this.#field(part) : markdown(part.content, snapshot)))}
          <p class="modal-note">This form is sent to ${app?.name ?? 'the bot'}.</p>
        </div>
        ${open.error ? html`<p class="field-problem modal-error" role="alert" data-testid="modal-error">${open.error}</p>` : nothing}
        <footer>
          <button type="button" class="button button-plain" @click=${close}>Cancel</button>
          <button type="submit" class="button button-primary" data-testid="modal-submit" ?disabled=${open.submitting}>
            ${open.submitting ? html`<span class="spinner"></span>` : nothing}${chromeWords().submit}</button>
        </footer>
      </form>
    </dialog>`,
    )}`;
  }
}

customElements.define('pg-modal', ModalDialog);
