import type { Handlers } from '../../../shared/contract/api.ts';
import type { CaptureService } from '../../captures/capture-service.ts';
import type { TransferService } from '../../export/transfer-service.ts';

export interface TransferServices {
  readonly transfers: TransferService;
  readonly captures: CaptureService;
}

export const transferHandlers = ({ transfers, captures }: TransferServices) =>
  ({
    'export.plan': (request) => transfers.plan(request),
    'export.choose': async ({ format, name }) => ({ path: await transfers.chooseTarget(format, name) }),
    'export.start': ({ request, path }) => transfers.startExport(request, path),
    'import.choose': async () => ({ path: await transfers.chooseImport() }),
    'import.start': ({ path }) => transfers.startImport(path),
    'transfer.cancel': ({ transferId }) => {
      transfers.cancel(transferId);
    },
    'transfer.list': () => transfers.list(),
    'transfer.reveal': ({ transferId }) => {
      transfers.reveal(transferId);
    },
    'captures.choose': async () => ({ path: await transfers.chooseCapture() }),
    'captures.open': ({ path }) => captures.open(path),
    'captures.close': ({ captureId }) => captures.close(captureId),
    'captures.list': () => captures.list(),
  }) satisfies Partial<Handlers>;
