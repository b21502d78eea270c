/** What jobs may run on: some of the hub's flavors, at about its prices. */

interface Flavor {
  name: string;
  prettyName: string;
  cpu: string;
  ram: string;
  /** How many of which GPU, and the memory of each. */
  gpu?: [quantity: number, model: string, vram: string];
  usdPerHour: number;
}

const flavors: Flavor[] = [
  { name: 'cpu-basic', prettyName: 'CPU Basic', cpu: '2 vCPU', ram: '16 GB', usdPerHour: 0.01 },
  { name: 'cpu-upgrade', prettyName: 'CPU Upgrade', cpu: '8 vCPU', ram: '32 GB', usdPerHour: 0.03 },
  gpu('t4-small', 'Nvidia T4 - small', '4 vCPU', '15 GB', [1, 'T4', '16 GB'], 0.4),
  gpu('t4-medium', 'Nvidia T4 - medium', '8 vCPU', '30 GB', [1, 'T4', '16 GB'], 0.6),
  gpu('l4x1', '1x Nvidia L4', '8 vCPU', '30 GB', [1, 'L4', '24 GB'], 0.8),
  gpu('l4x4', '4x Nvidia L4', '48 vCPU', '186 GB', [4, 'L4', '24 GB'], 3.8),
  gpu('a10g-small', 'Nvidia A10G - small', '4 vCPU', '15 GB', [1, 'A10G', '24 GB'], 1),
  gpu('a10g-large', 'Nvidia A10G - large', '12 vCPU', '46 GB', [1, 'A10G', '24 GB'], 1.5),
  gpu('l40sx1', '1x Nvidia L40S', '8 vCPU', '62 GB', [1, 'L40S', '48 GB'], 1.8),
  gpu('a100-large', 'Nvidia A100 - large', '12 vCPU', '142 GB', [1, 'A100', '80 GB'], 2.5),
];

function gpu(
  name: string,
  prettyName: string,
  cpu: string,
  ram: string,
  card: Flavor['gpu'] & {},
  usdPerHour: number,
): Flavor {
  return { name, prettyName, cpu, ram, gpu: card, usdPerHour };
}

export function isFlavor(name: string): boolean {
  return flavors.some(flavor => flavor.name === name);
}

/** As the hub lists it: prices are per minute, and whole millionths of a dollar. */
export function hardwareList() {
  return flavors.map(({ name, prettyName, cpu, ram, gpu: card, usdPerHour }) => {
    const unitCostMicroUSD = Math.round((usdPerHour * 1_000_000) / 60);
    const [quantity, model, vram] = card ?? [];
    const accelerator = card && {
      type: 'gpu',
      model,
      quantity: String(quantity),
      vram,
      manufacturer: 'Nvidia',
    };
    return {
      name,
      prettyName,
      cpu,
      ram,
      accelerator: accelerator ?? null,
      unitCostMicroUSD,
      unitCostUSD: unitCostMicroUSD / 1_000_000,
      unitLabel: 'minute',
    };
  });
}
