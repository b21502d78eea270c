import { randomUUID } from 'node:crypto';
import type { Asset } from '@trustnxt/c2pa-ts/asset';
import type { Signer } from '@trustnxt/c2pa-ts/cose';
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf';
import {
  type Action,
  ActionAssertion,
  ActionType,
  ClaimVersion,
  DataHashAssertion,
  type DigitalSourceType,
  IngredientAssertion,
  type Manifest,
  ManifestStore,
  RelationshipType,
  ThumbnailAssertion,
  ThumbnailType,
  ValidationStatusCode,
} from '@trustnxt/c2pa-ts/manifest';
import { takeSample } from '../vision/classifier/take-sample.ts';
import { takeThumbnail } from '../vision/decoding/take-thumbnail.ts';
import { sharp } from '../vision/sharp.ts';
import { assetOf } from './assets.ts';
import { digitalSourceTypes, generatorName, type Made } from './made.ts';

/**
 * Bytes kept free for the signature, before it is there: the library's 25,000 are for timestamps. Between 256 and 65,535
 * before and after, since the length of a byte string is written in as many bytes as it needs.
 */
const signatureRoom = 1_024;

/**
 * The picture with Content Credentials in it. Its pixels and all else stay as they are.
 * @throws Error for a file that is no whole PNG, JPEG or WebP
 */
export async function signPicture(
  picture: Uint8Array,
  { copyOf, ...made }: Made,
  {
    signer,
    version,
    thumbnail,
  }: {
    signer: Signer;
    version: string;
    /** As `takeThumbnail` takes it, where the picture was decoded; without it, the picture is decoded here. */
    thumbnail?: Uint8Array | undefined;
  },
): Promise<Uint8Array> {
  const asset = wholeAsset(picture);
  const store = copyOf ? storeOf(wholeAsset(copyOf)) : new ManifestStore();
  const parent = store.getActiveManifest();
  const manifest = store.createManifest({
    claimVersion: ClaimVersion.V2,
    assetFormat: asset.mimeType,
    instanceID: `xmp:iid:${randomUUID()}`,
    defaultHashAlgorithm: 'SHA-256',
    signer,
  });
  const { claim, signature } = manifest;
  if (!claim || !signature) throw new Error('The library made no claim.');
  claim.claimGeneratorName = generatorName;
  claim.claimGeneratorVersion = version;
  signature.signatureData.paddingLength = signatureRoom;
  const actions = new ActionAssertion();
  if (parent) actions.actions = copied(manifest, parent);
  else actions.actions = [created(made)];
  manifest.addAssertion(actions);
  const small = thumbnail ?? (await thumbnailOf(picture));
  if (small) manifest.addAssertion(ThumbnailAssertion.create('jpeg', small, ThumbnailType.Claim));
  const binding = DataHashAssertion.create('SHA-256');
  manifest.addAssertion(binding);
  // In a WebP the reference implementation hashes the byte that fills up an odd length.
  binding.paddingLength += store.measureSize() % 2;
  await asset.ensureManifestSpace(store.measureSize());
  await binding.updateWithAsset(asset);
  await manifest.sign(signer);
  await asset.writeManifestJUMBF(store.getBytes());
  return asset.getDataRange();
}

function wholeAsset(picture: Uint8Array): Asset {
  const asset = assetOf(picture);
  if (!asset) throw new Error('Only PNG, JPEG and WebP are signed.');
  return asset;
}

/** The credentials of the picture that is copied, which go with those of the copy. */
function storeOf(asset: Asset): ManifestStore {
  const jumbf = asset.getManifestJUMBF();
  if (!jumbf) throw new Error('The picture that was copied has no credentials.');
  return ManifestStore.read(SuperBox.fromBuffer(Uint8Array.from(jumbf)));
}

const created = ({ from, model }: Made): Action => ({
  action: ActionType.C2paCreated,
  digitalSourceType: digitalSourceTypes[from] as DigitalSourceType,
  ...(model
    ? { softwareAgent: { name: model.name, ...(model.revision ? { version: model.revision } : {}) } }
    : {}),
});

/** What was done to the parent, which is named with its credentials. */
function copied(manifest: Manifest, parent: Manifest): Action[] {
  const ingredient = IngredientAssertion.createV3(RelationshipType.ParentOf);
  const signature = `/c2pa/${parent.label}/c2pa.signature`;
  ingredient.activeManifest = manifest.createHashedReference(`/c2pa/${parent.label}`);
  ingredient.claimSignature = manifest.createHashedReference(signature);
  const success = [{ code: ValidationStatusCode.ClaimSignatureValidated, url: `self#jumbf=${signature}` }];
  ingredient.validationResults = { activeManifest: { success, informational: [], failure: [] } };
  manifest.addAssertion(ingredient);
  const ingredients = [manifest.createAssertionReference(ingredient)];
  return [
    { action: ActionType.C2paOpened, parameters: { ingredients } },
    { action: ActionType.C2paResized },
    { action: ActionType.C2paConverted },
  ];
}

async function thumbnailOf(picture: Uint8Array): Promise<Uint8Array | undefined> {
  const size = await sharp(picture).metadata();
  return takeThumbnail(await takeSample(sharp(picture)), size);
}
