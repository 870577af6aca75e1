import { describe, expect, it } from 'vitest';
import { looksLikeProduction } from '../../../../../src/renderer/features/connections/looks-like-production.ts';

describe('what reads like production', () => {
  it.each(['orders-prod', 'prod.example.com', 'Production EU', 'live', 'api-prd-1'])('%s does', (word) => {
    expect(looksLikeProduction(word)).toBe(true);
  });

  it.each(['staging', 'products', 'delivery', 'olive.example.com', ''])('%j does not', (word) => {
    expect(looksLikeProduction(word)).toBe(false);
  });
});
