import { Counter, type Registry } from 'prom-client';

/** Pictures that left without credentials, because nothing could sign them. */
export function addUnsignedMetric(register: Registry, unsigned: () => number): void {
  new Counter({
    name: 'unsigned_pictures_total',
    help: 'Pictures that a model made and that were posted without Content Credentials, since the start',
    registers: [register],
    collect() {
      this.reset();
      this.inc(unsigned());
    },
  });
}
