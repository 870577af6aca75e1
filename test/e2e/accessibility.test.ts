import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { tour, type Theme } from '../views/tour.ts';

/** Of a table's rows the first few stand for all: looking at each of them would take minutes. */
const moreRows = '[role=grid] [role=row][aria-rowindex]:nth-child(n + 6)';

/**
 * Names that are shorter than what stands there, on purpose: a stream's name without the figures that change every few
 * seconds, a card's title without its words. What is left out is the description.
 */
const shorterNames = 'label-content-name-mismatch';

/** Scrolled by the keys of the widget they belong to, which has the focus: table, tree, hex view, palette, editor. */
const scrolledByTheirWidget = /class="(scroller|ui-palette-list|cm-scroller)/;

function axeOn(page: Page, theme: Theme): AxeBuilder {
  // Legacy mode: the other one opens a second page, which an Electron window does not have.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude(moreRows);
  // The markup is the same in both themes; only the colours are to be looked at twice.
  return theme === 'dark' ? axe.disableRules(shorterNames) : axe.withRules('color-contrast');
}

test('no view, light or dark, has an accessibility problem that axe calls serious', async () => {
  test.setTimeout(900_000);
  const findings: string[] = [];
  let visited = 0;
  await tour({
    widths: [1440],
    stopsAt: () => true,
    failurePicture: test.info().outputPath('window.png'),
    visit: async ({ view, theme, window }) => {
      visited += 1;
      const { violations } = await axeOn(window.page, theme).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        for (const { html, failureSummary } of nodes) {
          if (id === 'scrollable-region-focusable' && scrolledByTheirWidget.test(html)) continue;
          findings.push(`${view.name} ${theme}: ${id} ${html.slice(0, 200)} ${failureSummary ?? ''}`);
        }
      }
    },
  });
  expect(visited).toBeGreaterThan(40);
  expect(findings).toEqual([]);
});
