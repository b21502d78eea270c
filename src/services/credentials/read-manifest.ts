import { createHash } from 'node:crypto';
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf';
import {
  ActionAssertion,
  DataHashAssertion,
  ManifestStore,
  ValidationResult,
} from '@trustnxt/c2pa-ts/manifest';
import { assetOf } from './assets.ts';
import { isOnlyCredentials } from './only-credentials.ts';

/** What a file's credentials say, and whether they hold. Nothing in it is to be believed where they don't. */
export interface ReadManifest {
  /** Codes of the specification for what does not hold, the first of them alone: absent where all of it does. */
  fault?: string;
  /**
   * The signature leaves out more of the file than its credentials. The specification lets others do that; what this
   * bot signs never is so, unless somebody made its credentials shorter to put something else beside them.
   */
  leavesOutMore?: true;
  /** Of the certificate that signed: see `fingerprintOf`. */
  signer?: string;
  /** What wrote them, in its own words. */
  generator?: string;
  digitalSourceType?: string;
}

/** The credentials of a file; undefined where it has none. @throws Error for a file that is damaged */
export async function readManifest(file: Uint8Array): Promise<ReadManifest | undefined> {
  const asset = assetOf(file);
  const jumbf = asset?.getManifestJUMBF();
  if (!asset || !jumbf) return undefined;
  let store: ManifestStore;
  try {
    store = ManifestStore.read(SuperBox.fromBuffer(Uint8Array.from(jumbf)));
  } catch (error) {
    return { fault: codesOf(ValidationResult.fromError(error as Error)) };
  }
  const active = store.getActiveManifest();
  const result = await store.validate(asset).catch(error => ValidationResult.fromError(error as Error));
  const certificate = active?.signature?.signatureData.certificate;
  const actions = active?.assertions?.assertions.find(one => one instanceof ActionAssertion);
  const digitalSourceType = actions?.actions.find(one => one.digitalSourceType)?.digitalSourceType;
  const binding = active?.assertions?.assertions.find(one => one instanceof DataHashAssertion);
  const leavesOutMore = binding?.exclusions.some(part => !isOnlyCredentials(file, part));
  const generator = active?.claim?.claimGeneratorName;
  return {
    ...(result.isValid ? {} : { fault: codesOf(result) }),
    ...(leavesOutMore ? { leavesOutMore } : {}),
    ...(certificate
      ? { signer: createHash('sha256').update(Buffer.from(certificate.publicKey.rawData)).digest('hex') }
      : {}),
    ...(generator ? { generator } : {}),
    ...(digitalSourceType ? { digitalSourceType } : {}),
  };
}

const codesOf = ({ statusEntries }: ValidationResult): string =>
  statusEntries.find(({ success }) => !success)?.code ?? 'general.error';
