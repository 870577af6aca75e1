import { expect } from './patient-expect.ts';
import type { Window } from '../e2e/window.ts';
import { pressEscape, type View } from './view.ts';

const tabView = (name: string): View => ({
  name: `inspector-${name.toLowerCase()}`,
  show: async (window) => {
    await window.inspector.getByRole('tab', { name }).click();
  },
  leave: async (window) => {
    await window.inspector.getByRole('tab', { name: 'Value' }).click();
  },
});

/** The tabs beside the value, of a message that is under the lens. */
export const inspectorTabViews: readonly View[] = ['Meta', 'Properties', 'Deliveries'].map(tabView);

/** What happened to a message of a subscription: delivered, and acknowledged by hand. */
export const deliveriesView: View = {
  name: 'deliveries',
  show: async (window) => {
    await window.inspector.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await window.inspector.getByRole('tab', { name: 'Deliveries' }).click();
    await expect(window.inspector.getByRole('list', { name: 'Deliveries' })).toContainText(
      'acknowledgement sent',
    );
  },
  leave: async (window) => {
    await window.inspector.getByRole('tab', { name: 'Value' }).click();
  },
};

const openDecoderMenu = async (window: Window): Promise<void> => {
  await window.inspector
    .getByRole('group', { name: 'Decoded as' })
    .getByRole('button', { name: /read otherwise/ })
    .first()
    .click();
  await expect(window.page.getByRole('menu')).toBeVisible();
};

const chooseDecoder = async (window: Window, title: string): Promise<void> => {
  await openDecoderMenu(window);
  await window.page.getByRole('menuitem', { name: title, exact: true }).click();
};

const openDiff = async (window: Window): Promise<void> => {
  await window.inspector.getByRole('tab', { name: 'Diff' }).click();
  await window.inspector.getByRole('combobox', { name: 'Compare with' }).click();
  await window.page.getByRole('option', { name: 'Previous message', exact: true }).click();
};

/** The message beside the one before it: two orders by structure, then by lines. */
export const inspectorDiffViews: readonly View[] = [
  {
    ...tabView('Diff'),
    show: async (window) => {
      await openDiff(window);
      await expect(window.inspector.getByRole('list', { name: 'Differences' })).toBeVisible();
    },
  },
  {
    name: 'diff-text',
    show: async (window) => {
      await chooseDecoder(window, 'Text');
      await openDiff(window);
      await expect(window.inspector.getByLabel('Differences by line')).toBeVisible();
    },
    leave: async (window) => {
      await window.inspector.getByRole('tab', { name: 'Value' }).click();
      await chooseDecoder(window, 'By content');
    },
  },
];

const bar = (window: Window) => window.page.getByRole('separator', { name: 'Width of the inspector' });

const openFirstOf = async (window: Window, stream: string): Promise<void> => {
  await window.observe(stream);
  await window.waitForStored(2);
  await window.row(0).click();
};

const shipment = `syntax = "proto3";

message Shipment {
  string tracking = 1;
  uint64 weight_grams = 2;
  strin carrier = 3;
}
`;

/** Payloads that are no plain text, from an image under the lens on; each goes on where the one before left. */
export const payloadViews: readonly View[] = [
  {
    name: 'image',
    show: async (window) => {
      await openFirstOf(window, 'images');
      await expect(window.inspector.getByRole('img', { name: 'Payload' })).toBeVisible();
    },
  },
  {
    name: 'image-hex',
    show: async (window) => {
      await window.inspector.getByText('Hex', { exact: true }).click();
      await expect(window.inspector.getByRole('grid', { name: /^Value/ })).toBeVisible();
    },
    leave: async (window) => {
      await window.inspector.getByText('Image', { exact: true }).click();
    },
  },
  {
    name: 'diff-bytes',
    show: async (window) => {
      await window.row(1).click();
      await openDiff(window);
      await expect(window.inspector.getByRole('list', { name: 'Rows that differ' })).toBeVisible();
    },
    leave: async (window) => {
      await window.inspector.getByRole('tab', { name: 'Value' }).click();
    },
  },
  {
    name: 'gzip',
    show: async (window) => {
      await openFirstOf(window, 'gzip-events');
      await expect(window.inspector.getByRole('tree', { name: 'Value' })).toContainText('session');
    },
  },
  { name: 'decoder-menu', show: openDecoderMenu, leave: pressEscape },
  {
    name: 'decoder-failed',
    show: async (window) => {
      await chooseDecoder(window, 'JSON');
      await expect(window.inspector.getByRole('alert')).toContainText(/stopped at byte/);
    },
  },
  {
    name: 'inspector-wide',
    show: async (window) => {
      await bar(window).focus();
      await window.page.keyboard.press('Home');
    },
  },
  {
    name: 'inspector-narrow',
    show: async (window) => {
      await bar(window).focus();
      await window.page.keyboard.press('End');
    },
    leave: async (window) => {
      await bar(window).focus();
      await window.page.keyboard.press('ArrowLeft');
      await window.page.keyboard.press('ArrowLeft');
    },
  },
  {
    name: 'protobuf-hint',
    show: async (window) => {
      await openFirstOf(window, 'shipments');
      await expect(window.inspector.getByRole('button', { name: 'Read as Protobuf' })).toBeVisible();
    },
  },
  {
    name: 'protobuf',
    show: async (window) => {
      await window.inspector.getByRole('button', { name: 'Read as Protobuf' }).click();
      await expect(window.inspector.getByRole('tree', { name: 'Value' })).toContainText('TRK');
    },
  },
  {
    name: 'schema-dialog',
    show: async (window) => {
      await chooseDecoder(window, 'New schema…');
      const dialog = window.page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Schema' }).fill(shipment);
      await expect(dialog).toContainText(/Line 6/);
    },
    leave: pressEscape,
  },
];
