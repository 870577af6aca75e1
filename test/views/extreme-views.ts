import { join } from 'node:path';
import { call } from '../e2e/call.ts';
import { expect } from './patient-expect.ts';
import type { Window } from '../e2e/window.ts';
import { holdRows } from './held-calls.ts';
import { publishTo } from './published-here.ts';
import { runCommand, type View } from './view.ts';

const longStream =
  'warehouse-inventory-reconciliation-events-of-the-north-american-distribution-centres-and-their-suppliers';

const observeFromStart = async (window: Window, stream: string, messages: number): Promise<void> => {
  await window.page.getByRole('button', { name: 'Refresh the lists' }).click();
  await expect(window.stream(stream)).toBeVisible();
  await window.openMenuOf(stream, /Observe from the earliest/);
  await window.waitForStored(messages);
};

const inspectorTab = (window: Window, name: RegExp) => window.inspector.getByRole('tab', { name });

function loadingView(): View {
  let release = (): Promise<void> => Promise.resolve();
  const waiting = (window: Window) => window.messages.locator('[aria-busy=true]');
  return {
    name: 'loading',
    show: async (window, { app }) => {
      release = await holdRows(app);
      await window.tab(/^world/).click();
      await expect(waiting(window).first()).toBeVisible();
    },
    leave: async (window) => {
      await release();
      await expect(waiting(window)).toHaveCount(0);
    },
  };
}

/** What is too long, too short, too foreign or not there yet; each goes on where the one before left. */
export const extremeViews: readonly View[] = [
  {
    name: 'empty-stream',
    show: async (window) => {
      await publishTo(window.page, 'quiet-so-far', []);
      await window.page.getByRole('button', { name: 'Refresh the lists' }).click();
      await expect(window.stream('quiet-so-far')).toBeVisible();
      await window.observe('quiet-so-far');
      await expect(window.page.getByText('Waiting for messages')).toBeVisible();
    },
  },
  {
    name: 'long-names',
    show: async (window) => {
      const key = `customer/${'0123456789abcdef'.repeat(8)}/europe/central`;
      await publishTo(window.page, longStream, [
        {
          key,
          text: JSON.stringify({
            [`a_member_of_an_object_${'with_a_long_name_'.repeat(6)}`]: { total: 12.5 },
          }),
          properties: [
            ['x-correlation-identifier-of-the-original-request-as-seen-by-the-gateway', '9f'.repeat(60)],
            ['region', 'eu-central-1'],
          ],
        },
        { key: 'short', text: '{"total":1}' },
      ]);
      await observeFromStart(window, longStream, 2);
      await window.row(0).click();
      await inspectorTab(window, /^Properties/).click();
    },
    leave: (window) => inspectorTab(window, /^Value/).click(),
  },
  {
    name: 'scripts',
    show: async (window) => {
      await publishTo(window.page, 'world', [
        {
          key: 'زبون-٤٢',
          text: '{"الاسم":"فاطمة الزهراء","ملاحظة":"الطلب رقم 42 (عاجل)","total":12.5}',
          properties: [['منطقة', 'الشرق الأوسط']],
        },
        { key: 'לקוח-7', text: '{"שם":"נועה לוי","הערה":"שלום, world!","total":7}' },
        {
          key: '客户-四十二',
          text: '{"名前":"山田 太郎","住所":"東京都千代田区","备注":"加急订单","total":3}',
        },
        { key: '고객-9', text: '{"이름":"김민준","총액":90071992547409931234}' },
        { key: '👩‍👩‍👧‍👦-🇯🇵', text: '{"mood":"🚀👩🏽‍🚀","flag":"🏴󠁧󠁢󠁳󠁣󠁴󠁿","zalgo":"Z̷̢̛a̴̡̛l̵̢g̶o"}' },
        { key: 'control-\u0007-\u202Ereversed', text: 'tab\there, NUL \u0000 and \u202Etfel ot thgir' },
      ]);
      await observeFromStart(window, 'world', 6);
      await window.row(0).click();
      await expect(window.inspector).toContainText('فاطمة');
    },
  },
  {
    name: 'long-string',
    show: async (window) => {
      await publishTo(window.page, 'edge-cases', [
        {
          key: 'long',
          text: JSON.stringify({ id: 1, note: 'All work and no play. '.repeat(2_000), last: true }),
        },
        { key: 'tombstone', text: '' },
      ]);
      await observeFromStart(window, 'edge-cases', 2);
      await window.row(0).click();
      await expect(window.inspector).toContainText('All work');
    },
  },
  {
    name: 'tombstone',
    show: async (window) => {
      await window.row(1).click();
      await expect(window.inspector).toContainText(/empty|no payload|0 B/i);
    },
  },
  loadingView(),
  {
    name: 'tree-focus',
    show: async (window) => {
      await window.tree.focus();
      await window.page.keyboard.press('Home');
      await window.page.keyboard.press('ArrowDown');
      await window.stream('payments').hover();
    },
  },
  {
    name: 'marked-and-hovered',
    show: async (window) => {
      await window.observe('orders');
      await window.row(1).click();
      await window.page.keyboard.press('Control+M');
      await window.row(4).click();
      await window.row(2).hover();
    },
  },
  {
    name: 'capture',
    show: async (window, { app, userData }) => {
      const file = join(userData, 'incident.streamscope');
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
      }, file);
      await runCommand(window.page, 'Show stored history');
      await window.page.getByRole('button', { name: 'Export orders…' }).click();
      const dialog = window.page.getByRole('dialog', { name: /^Export/ });
      await dialog.getByRole('textbox', { name: /Note/ }).fill('Orders that were lost at noon');
      await dialog.getByRole('button', { name: 'Export…' }).click();
      await expect(dialog.getByText(/^\d[\d,]* messages?, /)).toBeVisible();
      await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
      await runCommand(window.page, 'Open a capture…');
      await expect(window.tab(/orders.*capture/i)).toBeVisible();
      await window.row(1).click();
    },
  },
  {
    name: 'zoom-200',
    show: async (window) => {
      await window.tab(/orders.*observe/i).click();
      await call(window.page, 'settings.change', { zoom: 2 });
    },
    leave: async (window) => {
      await call(window.page, 'settings.change', { zoom: 1 });
    },
  },
];
