import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { tour } from '../views/tour.ts';

test('no view, light or dark, has an accessibility problem that axe calls serious', async () => {
  test.setTimeout(600_000);
  const findings: string[] = [];
  let visited = 0;
  await tour({
    widths: [1440],
    stopsAt: () => true,
    failurePicture: test.info().outputPath('window.png'),
    visit: async ({ view, theme, window }) => {
      visited += 1;
      // Legacy mode: the other one opens a second page, which an Electron window does not have.
      const { violations } = await new AxeBuilder({ page: window.page }).setLegacyMode(true).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        for (const { html, failureSummary } of nodes)
          findings.push(`${view.name} ${theme}: ${id} ${html.slice(0, 200)} ${failureSummary ?? ''}`);
      }
    },
  });
  expect(visited).toBeGreaterThan(40);
  expect(findings).toEqual([]);
});
