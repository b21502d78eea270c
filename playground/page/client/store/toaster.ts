import type { StateHolder } from './state-holder.ts';

const TOAST_MS = 7_000;

export type Toaster = ReturnType<typeof createToaster>;

/** Short notices, among them the errors of what a visitor tried. */
export function createToaster(holder: StateHolder) {
  let nextId = 1;

  function toast(text: string, kind: 'error' | 'info' = 'error'): void {
    const id = nextId++;
    holder.change({ toasts: [...holder.state.toasts.slice(-3), { id, text, kind }] });
    setTimeout(() => dismissToast(id), TOAST_MS);
  }

  function dismissToast(id: number): void {
    holder.change({ toasts: holder.state.toasts.filter(toast => toast.id !== id) });
  }

  /** Resolves to false, with a toast, when the action failed. */
  async function attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  return { toast, dismissToast, attempt };
}
