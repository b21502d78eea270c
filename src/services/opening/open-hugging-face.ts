import { accountPauseSchema, createAccountPause } from '../huggingface/account/account-pause.ts';
import { createBilling } from '../huggingface/account/billing.ts';
import { createHub } from '../huggingface/hub/hub.ts';
import type { Ground } from './ground.ts';

/** The account at Hugging Face that everything is paid from. */
export async function openHuggingFace({ config, store, outbox, onClose, now, logger }: Ground) {
  const at = { hubUrl: config.HF_ENDPOINT, token: config.HF_TOKEN };
  const origins = { hub: config.HF_ENDPOINT, router: config.HF_ROUTER_URL };
  const account = await createAccountPause({
    collection: await store.collection('account', accountPauseSchema),
    onPaused: since => {
      logger.error('the shared account is paused: its credits are used up');
      outbox.accountPaused.put(since);
    },
    now,
  });
  const billing = createBilling({ ...at, now, logger });
  // Asked before anybody looks, because looking never waits for it.
  billing.reported();
  onClose(() => billing.stop());
  const endpoint = config.INFERENCE_ENDPOINT_URL
    ? { url: config.INFERENCE_ENDPOINT_URL, token: config.INFERENCE_ENDPOINT_TOKEN }
    : undefined;
  return {
    at,
    origins,
    account,
    billing,
    endpoint,
    hub: createHub({ ...at, namespace: config.HF_NAMESPACE }),
  };
}

export type HuggingFace = Awaited<ReturnType<typeof openHuggingFace>>;
