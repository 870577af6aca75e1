import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Gallery from '../../../src/renderer/ui/gallery/Gallery.svelte';
import '../../../src/renderer/styles/all.css';

const sampleIn = (state: string): Element => {
  const sample = document.querySelector(`tbody tr:first-child td[data-shows='${state}'] button`);
  if (sample === null) throw new Error(`There is no button in the state "${state}".`);
  return sample;
};

describe('the gallery', () => {
  it('opens with every section, and shows what only a pointer or a key would', async () => {
    await page.viewport(1400, 900);
    await render(Gallery);
    await expect.element(page.getByRole('heading', { name: 'Controls in every state' })).toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'Payload' })).toBeInTheDocument();
    const look = (state: string): CSSStyleDeclaration => getComputedStyle(sampleIn(state));
    await expect.poll(() => look('hover').backgroundColor).not.toBe(look('default').backgroundColor);
    expect(look('focus').outlineStyle).toBe('solid');
    expect(look('default').outlineStyle).not.toBe('solid');
  });
});
