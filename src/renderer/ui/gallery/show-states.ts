/** For the gallery only: lets what stands in `data-shows="hover"` or `"focus"` look so without a pointer or a key. */

const shownBy: readonly (readonly [RegExp, string])[] = [
  [/:hover\b/g, `:is(:hover, :where([data-shows='hover'] *))`],
  [
    /:focus-visible\b/g,
    `:is(:focus-visible, :where([data-shows='focus'] :is(button, input, textarea, [tabindex])))`,
  ],
  [/:focus-within\b/g, `:is(:focus-within, :where([data-shows='focus'] *))`],
];

/** Every rule for a pointer or the focus counts for the samples too. Once, after the styles are there. */
export function showStates(sheets: Iterable<CSSStyleSheet>): void {
  for (const sheet of sheets) widen(sheet.cssRules);
}

function widen(rules: CSSRuleList): void {
  for (const rule of rules) {
    if (rule instanceof CSSGroupingRule) widen(rule.cssRules);
    if (!(rule instanceof CSSStyleRule) || rule.selectorText.includes('[data-shows')) continue;
    const widened = shownBy.reduce((text, [state, shown]) => text.replace(state, shown), rule.selectorText);
    if (widened !== rule.selectorText) rule.selectorText = widened;
  }
}
