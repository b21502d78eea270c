/** The face of the embedded Hugging Face: the hub, the inference providers, their faults, and files to feed them. */
export type { Fault, FaultSubject } from './faults/faults.ts';
export { writeSafetensors } from './hub/safetensors.ts';
export { drawPicture } from './picture/draw.ts';
export { createRandom, type Random } from './picture/random.ts';
export { type HuggingFace, startHuggingFace } from './server.ts';
