import Plus from '@lucide/svelte/icons/plus';
import Pin from '@lucide/svelte/icons/pin';
import PinOff from '@lucide/svelte/icons/pin-off';
import Sparkles from '@lucide/svelte/icons/wand-sparkles';
import type { Decoded } from '../../../shared/contract/schemas/decoding.ts';
import type { MessageDetail } from '../../../shared/contract/schemas/history.ts';
import { decoderTitles, type DecodeStep, type DecoderName } from '../../../shared/domain/decoders.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';

const readers: readonly DecoderName[] = ['utf-8', 'json', 'messagepack', 'cbor', 'protobuf'];
const unpackers: readonly DecoderName[] = [
  'gzip',
  'deflate',
  'brotli',
  'zstd',
  'base64',
  'envelope',
  'confluent',
];

/** A decoder in words, with its schema. */
export function titleOf(
  app: AppState,
  { decoder, schemaId }: { decoder: DecoderName; schemaId?: string | null | undefined },
): string {
  const schema = app.decoders.schema(schemaId);
  return schema === undefined ? decoderTitles[decoder] : `${decoderTitles[decoder]} ${schema.name}`;
}

/** The steps that lead to a layer, as a way to be chosen. */
export function wayTo(decoded: Decoded, layer: number): DecodeStep[] {
  return decoded.layers
    .slice(0, layer)
    .map(({ decoder, schemaId }) => (schemaId === null ? { decoder } : { decoder, schemaId }));
}

/** What the bytes of one layer can be read as; content decides what comes behind it. */
export function decoderMenu(
  app: AppState,
  detail: MessageDetail,
  decoded: Decoded,
  layer: number,
): readonly MenuEntry[] {
  const before = wayTo(decoded, layer);
  const { decoding } = app.inspector;
  const read = (chain: readonly DecodeStep[]): void => void decoding.read(detail, chain);
  const choice = (step: DecodeStep, label = titleOf(app, step)): MenuEntry => ({
    kind: 'action',
    label,
    onselect: () => {
      read([...before, step]);
    },
  });
  const { schemas } = app.decoders.library;
  const editSchema = (schemaId: string | undefined): void => {
    app.dialogs.open({
      kind: 'schema',
      schemaId,
      onsaved: ({ id, kind }) => {
        read([...before, { decoder: kind, schemaId: id }]);
      },
    });
  };
  return [
    {
      kind: 'action',
      label: layer === 0 ? 'By content' : 'Inside by content',
      icon: Sparkles,
      onselect: () => {
        read(before);
      },
    },
    { kind: 'separator' },
    ...readers.map((decoder) =>
      choice({ decoder }, decoder === 'protobuf' ? 'Protobuf without a schema' : undefined),
    ),
    { kind: 'submenu', label: 'Unpack', entries: unpackers.map((decoder) => choice({ decoder })) },
    { kind: 'separator' },
    ...schemas.map(({ id, kind }) => choice({ decoder: kind, schemaId: id })),
    ...(schemas.length === 0
      ? []
      : [
          {
            kind: 'submenu' as const,
            label: 'Edit a schema',
            entries: schemas.map(({ id, name }): MenuEntry => ({
              kind: 'action',
              label: name,
              onselect: () => {
                editSchema(id);
              },
            })),
          },
        ]),
    {
      kind: 'action',
      label: 'New schema…',
      icon: Plus,
      onselect: () => {
        editSchema(undefined);
      },
    },
    { kind: 'separator' },
    rememberEntry(app, detail, decoded),
  ];
}

function rememberEntry(app: AppState, detail: MessageDetail, decoded: Decoded): MenuEntry {
  if (!decoded.isRemembered)
    return {
      kind: 'action',
      label: 'Remember for this stream',
      icon: Pin,
      disabled: decoded.chain.length === 0,
      title:
        decoded.chain.length === 0 ? 'Nothing was chosen: every message is read by its content' : undefined,
      onselect: () => {
        remember(app, detail, decoded.chain);
      },
    };
  return {
    kind: 'action',
    label: 'Forget for this stream',
    icon: PinOff,
    onselect: () => {
      remember(app, detail, null);
    },
  };
}

/** Keeps a way for the stream of the message, or forgets it, and reads the message by what holds now. */
export function remember(app: AppState, detail: MessageDetail, chain: readonly DecodeStep[] | null): void {
  app.decoders
    .bind(detail.streamId, chain)
    .then(() => app.inspector.decoding.read(detail))
    .catch(app.report);
}
