import { Histogram, type Registry } from 'prom-client';
import { outcomeOfError, type Watch, type Watched } from '../watch.ts';

const seconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640];

/** Counts what is watched, by how it ended, and how long it took. */
export function createWatchMetrics(register: Registry): Watch {
  const histogram = (name: string, help: string, ...labelNames: string[]) =>
    new Histogram({
      ...{ name, help, labelNames: [...labelNames, 'outcome'], buckets: seconds, registers: [register] },
    });
  const histograms: Record<Watched, Histogram> = {
    image_request: histogram('image_request_seconds', 'Requests for images, until their member was told'),
    provider_call: histogram('provider_call_seconds', 'Calls that may be paid for', 'provider'),
    post: histogram('post_seconds', 'Answers to requests for images, until Discord had them'),
  };
  // A figure that begins at 1 has not grown as far as Prometheus can tell: what alerts count begins at 0.
  for (const outcome of ['made', 'error', 'not-told-yet']) histograms.image_request.zero({ outcome });
  return async (what, { labels = {}, since }, work, outcomeOf = () => 'ok') => {
    const began = performance.now() - (since === undefined ? 0 : Math.max(0, Date.now() - since));
    const note = (outcome: string) =>
      histograms[what].observe({ ...labels, outcome }, (performance.now() - began) / 1_000);
    try {
      const value = await work();
      note(outcomeOf(value));
      return value;
    } catch (error) {
      note(outcomeOfError(error));
      throw error;
    }
  };
}
