import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The window as a person finds their way in it: by role and by name, never by markup. */
export class Window {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get tree(): Locator {
    return this.page
      .getByRole('treegrid', { name: 'Streams' })
      .or(this.page.getByRole('tree', { name: 'Streams' }));
  }

  get messages(): Locator {
    return this.page.getByRole('grid', { name: 'Messages' });
  }

  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' });
  }

  get status(): Locator {
    return this.page.getByRole('status', { name: 'Status' });
  }

  /** A stream in the tree, of the connection that is open. */
  stream(name: string): Locator {
    return this.tree.getByText(name, { exact: true }).first();
  }

  tab(name: RegExp): Locator {
    return this.page.getByRole('tab', { name });
  }

  /** The n-th data row on screen, counted from 0. */
  row(index: number): Locator {
    return this.messages
      .locator('[role=row][aria-rowindex]')
      .filter({ has: this.page.getByRole('gridcell') })
      .nth(index);
  }

  /** Keeps the newest row in view, if the table is not following already. */
  async follow(): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Follow', exact: true });
    if (await button.isVisible()) await button.click();
  }

  async observe(stream: string): Promise<void> {
    await this.stream(stream).dblclick();
    await expect(this.tab(new RegExp(`${stream}.*observe`, 'i'))).toBeVisible();
  }

  async openMenuOf(stream: string, item: RegExp): Promise<void> {
    await this.stream(stream).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** The numbers of "received 1,204 = stored 1,204" as the status bar says them. */
  async accounting(): Promise<{ received: number; stored: number }> {
    const text = await this.status.innerText();
    const numbers = /received\s+([\d,]+)\s*=\s*stored\s+([\d,]+)/.exec(text.replace(/\s+/g, ' '));
    const read = (digits: string | undefined): number => Number((digits ?? 'NaN').replaceAll(',', ''));
    return { received: read(numbers?.[1]), stored: read(numbers?.[2]) };
  }

  /** Waits until at least so many messages are stored, and checks that received equals stored. */
  async waitForStored(atLeast: number): Promise<void> {
    await expect
      .poll(async () => (await this.accounting()).stored, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(atLeast);
    await expect
      .poll(async () => {
        const { received, stored } = await this.accounting();
        return received - stored;
      })
      .toBe(0);
  }
}
